"""Ledgers: matters with their parts and acts. What the lock made a submission was reported by nobody."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

ACTS = (
    'assign', 'propose', 'receive', 'accept', 'refuse', 'progress', 'finish', 'recall', 'ask', 'grant', 'deny',
    'verify', 'amend', 'return', 'take_back', 'move', 'withdraw', 'settle', 'rebound', 'hand_over', 'urge',
)
STATES = ('proposed', 'open', 'asking', 'verifying', 'closed', 'withdrawn')


def upgrade() -> None:
    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.alter_column('reporter', existing_type=sa.BigInteger(), nullable=True)
        batch_op.alter_column('reporter_name', existing_type=sa.Text(), nullable=True)
    op.create_table('entries',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("what IN ('matter')", name=op.f('ck_entries_what_known')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_entries')),
    sqlite_autoincrement=True
    )
    op.create_index('uq_entries_cause', 'entries', ['cause', 'ordinal'], unique=True)
    op.create_table('matters',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('parent', sa.Integer(), nullable=True),
    sa.Column('helpers', sa.Text(), nullable=False),
    sa.Column('measure', sa.Text(), nullable=True),
    sa.Column('responsible', sa.Text(), nullable=True),
    sa.Column('assigner', sa.BigInteger(), nullable=False),
    sa.Column('assigner_name', sa.Text(), nullable=False),
    sa.Column('assigned_at', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=True),
    sa.Column('message', sa.BigInteger(), nullable=True),
    sa.Column('bot', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['number'], ['entries.number'], name=op.f('fk_matters_number_entries')),
    sa.ForeignKeyConstraint(['parent'], ['matters.number'], name=op.f('fk_matters_parent_matters')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_matters'))
    )
    op.create_index('ix_matters_parent', 'matters', ['parent'])
    op.create_index('ix_matters_message', 'matters', ['chat', 'message'])
    op.create_table('parts',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('deadline', sa.BigInteger(), nullable=False),
    sa.Column('terms', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['matters.number'], name=op.f('fk_parts_number_matters')),
    sa.PrimaryKeyConstraint('number', 'unit', name=op.f('pk_parts'))
    )
    op.create_table('matter_acts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('person_name', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('taken', sa.BigInteger(), nullable=False),
    sa.Column('deadline', sa.BigInteger(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('measure', sa.Text(), nullable=True),
    sa.Column('responsible', sa.Text(), nullable=True),
    sa.Column('evidence', sa.Integer(), nullable=False),
    sa.Column('to_unit', sa.Text(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('counted_there', sa.Boolean(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=True),
    sa.Column('message', sa.BigInteger(), nullable=True),
    sa.Column('bot', sa.BigInteger(), nullable=True),
    sa.CheckConstraint(_in('act', ACTS), name=op.f('ck_matter_acts_act_known')),
    sa.ForeignKeyConstraint(['number'], ['matters.number'], name=op.f('fk_matter_acts_number_matters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matter_acts'))
    )
    op.create_index('uq_matter_acts_cause', 'matter_acts', ['cause', 'ordinal'], unique=True)
    op.create_index('ix_matter_acts_part', 'matter_acts', ['number', 'unit', 'id'])
    op.create_index('ix_matter_acts_message', 'matter_acts', ['chat', 'message'])
    op.create_table('part_standings',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('verifiers', sa.Text(), nullable=False),
    sa.Column('assigners', sa.Text(), nullable=False),
    sa.Column('acts', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('deadline', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('done', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('lagging', sa.Boolean(), nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.Column('recheck', sa.Text(), nullable=True),
    sa.Column('turns', sa.BigInteger(), nullable=True),
    sa.Column('said', sa.BigInteger(), nullable=False),
    sa.Column('says', sa.BigInteger(), nullable=True),
    sa.CheckConstraint(_in('state', STATES), name=op.f('ck_part_standings_state_known')),
    sa.CheckConstraint(_in('outcome', ('on_time', 'late', 'missed')), name=op.f('ck_part_standings_outcome_known')),
    sa.ForeignKeyConstraint(['number'], ['matters.number'], name=op.f('fk_part_standings_number_matters')),
    sa.PrimaryKeyConstraint('number', 'unit', name=op.f('pk_part_standings'))
    )
    op.create_index('ix_part_standings_unit', 'part_standings', ['unit', 'state', 'deadline'])
    op.create_index('ix_part_standings_state', 'part_standings', ['state', 'deadline'])
    for name in ('turns', 'says'):
        op.create_index(f'ix_part_standings_{name}', 'part_standings', [name], **where(f'{name} IS NOT NULL'))
    op.create_table('part_counts',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('every', sa.String(), nullable=False),
    sa.Column('round', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.CheckConstraint(_in('what', ('on_time', 'missed', 'rebound')), name=op.f('ck_part_counts_what_known')),
    sa.CheckConstraint(_in('every', ('month', 'quarter', 'year')), name=op.f('ck_part_counts_every_known')),
    sa.ForeignKeyConstraint(['number'], ['matters.number'], name=op.f('fk_part_counts_number_matters')),
    sa.PrimaryKeyConstraint('number', 'unit', 'every', 'round', 'what', name=op.f('pk_part_counts'))
    )
    op.create_index('ix_part_counts_cell', 'part_counts', ['period', 'unit', 'kind'])


def _in(column: str, words: tuple[str, ...]) -> str:
    listed = ', '.join(f"'{word}'" for word in words)
    return f'{column} IN ({listed})'
