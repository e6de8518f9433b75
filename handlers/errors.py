"""What handlers raised: kept for the worker, which writes the refusal or counts the fault."""

from typing import cast

from handlers.context import WORK, Context
from handlers.results import Refusal


async def record(update: object, context: Context) -> None:
    """Hand a refusal or a fault to the worker."""
    del update
    work, error = WORK.get(), cast("Exception", context.error)
    if isinstance(error, Refusal):
        work.refusal = error
    else:
        work.faults.append(error)
