"""Buttons under sent messages are known with what they follow from, so that what is no longer possible is taken away."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('keyboards',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=False),
    sa.Column('message', sa.BigInteger(), nullable=False),
    sa.Column('bot', sa.BigInteger(), nullable=True),
    sa.Column('letter', sa.Integer(), nullable=False),
    sa.Column('offered', sa.Text(), nullable=False),
    sa.Column('shown', sa.Text(), nullable=False),
    sa.Column('until', sa.BigInteger(), nullable=True),
    sa.Column('renewals', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keyboards')),
    sqlite_autoincrement=True,
    )
    op.create_index('uq_keyboards_message', 'keyboards', ['chat', 'message', 'bot'], unique=True)
    op.create_index('ix_keyboards_until', 'keyboards', ['until'], **where('until IS NOT NULL'))
    op.create_table('keyboard_topics',
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('keyboard', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['keyboard'], ['keyboards.id'], name=op.f('fk_keyboard_topics_keyboard_keyboards')),
    sa.PrimaryKeyConstraint('topic', 'keyboard', name=op.f('pk_keyboard_topics'))
    )
    op.create_index('ix_keyboard_topics_keyboard', 'keyboard_topics', ['keyboard'])
    # Letters of these kinds took the buttons off two kinds of messages; now one kind does so for all.
    op.execute("UPDATE outbox SET state = 'dead', error = 'void' "
               "WHERE kind IN ('batch_over', 'proposal_over') AND state IN ('ready', 'held', 'sending')")
