"""Letters held over the quiet hours, how people want to be told, and nil returns."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

KNOWN = "state IN ('ready', 'held', 'sending', 'sent', 'unknown', 'dead')"


def upgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_outbox_state_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outbox_state_known'), sa.text(KNOWN))
        batch_op.create_index('ix_outbox_held', ['id'], unique=False, **where("state = 'held'"))

    op.create_table('preferences',
    sa.Column('person', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('person', 'name', name=op.f('pk_preferences'))
    )
    op.create_table('nil_returns',
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('said_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('unit', 'metric', 'period', name=op.f('pk_nil_returns'))
    )
