"""Red and black flags, and what leaders decided about them."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('flags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('publication', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('colour', sa.Text(), nullable=False),
    sa.Column('streak', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("colour IN ('red', 'black')", name=op.f('ck_flags_colour_known')),
    sa.ForeignKeyConstraint(['publication'], ['publications.id'], name=op.f('fk_flags_publication_publications')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flags'))
    )
    op.create_table('flag_acts',
    sa.Column('flag', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('colour', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('person_name', sa.Text(), nullable=False),
    sa.Column('acted_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("act IN ('issue', 'refuse', 'change', 'withdraw')", name=op.f('ck_flag_acts_act_known')),
    sa.CheckConstraint("colour IN ('red', 'black')", name=op.f('ck_flag_acts_colour_known')),
    sa.ForeignKeyConstraint(['flag'], ['flags.id'], name=op.f('fk_flag_acts_flag_flags')),
    sa.PrimaryKeyConstraint('flag', 'place', name=op.f('pk_flag_acts'))
    )
