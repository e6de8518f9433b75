"""What handlers raised: kept for the worker, which writes the refusal or counts the fault."""

from handlers.context import WORK, Context
from handlers.results import Refusal


async def record(update: object, context: Context) -> None:
    """Hand a refusal or a fault to the worker."""
    del update
    work, error = WORK.get(), context.error
    if isinstance(error, Refusal):
        work.refusal = error
    elif error is not None:
        work.faults.append(error)
