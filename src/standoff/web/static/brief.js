// The brief: one part, what moved since last time, and links to take along.
import * as address from './address.js';
import * as charts from './charts.js';
import * as draft from './draft.js';
import * as parts from './parts.js';
import * as share from './share.js';
import * as since from './since.js';
import { say } from './page.js';

parts.onPart((name, box, level) => charts.enliven(name, box, level));
parts.onDone(() => since.compare(parts.level()).catch(error => say(error.message)));
parts.begin();
share.begin();
await draft.begin().catch(error => say(error.message));
address.tell();
document.body.dataset.wired = 'yes';
