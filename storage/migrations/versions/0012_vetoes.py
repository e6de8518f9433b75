"""Vetoes: what a leader asked for, and what another person answered."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vetoes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('effect', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('person_name', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("act IN ('impose', 'lift')", name=op.f('ck_vetoes_act_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vetoes'))
    )
    op.create_index('ix_vetoes_place', 'vetoes', ['period', 'unit'])
    op.create_table('veto_answers',
    sa.Column('veto', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('person_name', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("answer IN ('agree', 'decline')", name=op.f('ck_veto_answers_answer_known')),
    sa.ForeignKeyConstraint(['veto'], ['vetoes.id'], name=op.f('fk_veto_answers_veto_vetoes')),
    sa.PrimaryKeyConstraint('veto', name=op.f('pk_veto_answers'))
    )
