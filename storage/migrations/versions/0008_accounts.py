"""Message ids belong to the account that was told them; what came before may be any account's."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('inbox', 'outbox', 'versions'):
        op.add_column(table, sa.Column('bot', sa.BigInteger(), nullable=True))
    op.drop_index('uq_inbox_update', table_name='inbox')
    op.drop_index('uq_inbox_message', table_name='inbox')
    op.create_index('uq_inbox_update', 'inbox', ['update_id', 'digest', 'bot'], unique=True)
    op.create_index('uq_inbox_message', 'inbox', ['new_chat', 'new_message', 'bot'], unique=True)
