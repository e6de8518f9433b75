"""What the office changes from a period on, rulebook or schedule, is a fact with those who signed it."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('proposer', sa.BigInteger(), nullable=False),
    sa.Column('proposed_at', sa.BigInteger(), nullable=False),
    sa.Column('signer', sa.BigInteger(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('settled_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("kind IN ('rulebook', 'schedule', 'extension')", name=op.f('ck_changes_kind_known')),
    sa.CheckConstraint("outcome IN ('done', 'declined', 'lapsed')", name=op.f('ck_changes_outcome_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changes'))
    )
