"""A version knows which edit of its message said so."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('versions', sa.Column('edited_at', sa.BigInteger(), nullable=True))
