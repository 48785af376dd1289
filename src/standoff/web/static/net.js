// Talking to the server: JSON in, JSON out, errors in plain words.

export class Refused extends Error {
  constructor(status, told) {
    super(told.error || `the server answered ${status}`);
    this.status = status;
    this.told = told;
  }
}

async function answered(response) {
  if (response.ok) return response;
  let told = {};
  const text = await response.text();
  try { told = JSON.parse(text); } catch { told = { error: text.trim().slice(0, 300) }; }
  throw new Refused(response.status, told);
}

export async function get(path, signal) {
  return answered(await fetch(path, { signal, headers: { accept: '*/*' } }));
}

export const getJson = async (path, signal) => (await get(path, signal)).json();
export const getText = async (path, signal) => (await get(path, signal)).text();

export async function post(path, body, signal) {
  const response = await fetch(path, {
    method: 'POST', signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  return (await answered(response)).json();
}

export const wasStopped = error => error && error.name === 'AbortError';
