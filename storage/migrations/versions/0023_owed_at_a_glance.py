"""What is owed is looked at in its index alone."""

from alembic import op

from storage.dialect import where

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_outbox_owed', 'outbox')
    op.create_index(
        'ix_outbox_owed', 'outbox', ['chat', 'id', 'kind', 'state', 'not_before'], **where("state IN ('ready', 'sending')")
    )
