"""Ctrl-C that is never lost.

Python drops an exception that is raised where none may be: in a destructor, or in what foreign code
calls back, as the compiler of the engines does. An interrupt that is dropped so is raised again.
"""

import _thread
import signal
import sys
from threading import Timer, main_thread
from types import FrameType

AGAIN = 0.05
"""Seconds after which a dropped interrupt is raised again."""


class Interrupts:
    """What became of the interrupts of this process.

    Attributes
    ----------
    pressed : bool
        Whether there was one; what fails after that fails because of it.
    """

    def __init__(self) -> None:
        self.pressed = False

    def watch(self) -> None:
        """Notice every interrupt from now on, and raise it again if it is dropped."""
        before = sys.unraisablehook

        def hook(unraisable: "sys.UnraisableHookArgs", /) -> None:
            if not issubclass(unraisable.exc_type, KeyboardInterrupt):
                before(unraisable)
                return
            later = Timer(AGAIN, _press)
            later.daemon = True
            later.start()

        sys.unraisablehook = hook
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.pressed = True
        signal.default_int_handler(number, frame)


def _press() -> None:
    """Interrupt the main thread, out of a wait too where the system can."""
    if hasattr(signal, "pthread_kill") and (main := main_thread().ident) is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


interrupts = Interrupts()
