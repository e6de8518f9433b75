"""Pictures that the chat server has: its file id by the fingerprint of what is shown."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.dialect import insert as upsert
from storage.tables.traffic import pictures


def file_ids(tx: Transaction, fingerprints: Collection[str]) -> dict[str, str]:
    """Return the chat server's file ids of those pictures that it has, by fingerprint."""
    c = pictures.c
    return {
        row.fingerprint: row.file_id
        for row in tx.all(select(c.fingerprint, c.file_id).where(c.fingerprint.in_(list(fingerprints))))
    }


def forget_pictures(tx: Transaction, fingerprints: Collection[str]) -> None:
    """Forget pictures that the chat server no longer knows."""
    tx.run(delete(pictures).where(pictures.c.fingerprint.in_(list(fingerprints))))


def keep_pictures(tx: Transaction, file_ids: Mapping[str, str]) -> None:
    """Remember the chat server's file ids of pictures, by fingerprint."""
    for fingerprint, file_id in file_ids.items():
        row = {"fingerprint": fingerprint, "file_id": file_id, "sent_at": tx.now}
        tx.run(upsert(pictures).values(row).on_conflict_do_update(index_elements=["fingerprint"], set_=row))
