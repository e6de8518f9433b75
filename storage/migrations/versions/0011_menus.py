"""The menu of commands that a chat was given is known, so that it is set again only where it should be another."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('chats', sa.Column('menu', sa.Text(), nullable=True))
