"""Which of several processes has an update or a letter in hand."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('inbox', 'outbox'):
        op.add_column(table, sa.Column('replica', sa.BigInteger(), nullable=True))
