"""A theme for each chat's pictures, and how many messages a letter becomes."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('chats') as batch_op:
        batch_op.add_column(sa.Column('theme', sa.Text(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_chats_theme_known'), "theme IN ('light', 'dark')")
    op.add_column('outbox', sa.Column('messages', sa.Integer(), nullable=True))
