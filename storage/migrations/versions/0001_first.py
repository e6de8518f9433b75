"""The first schema."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.Column('actor', sa.BigInteger(), nullable=True),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit'))
    )
    op.create_table('chats',
    sa.Column('chat', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('down', sa.Text(), nullable=True),
    sa.Column('migrated_to', sa.BigInteger(), nullable=True),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('chat', name=op.f('pk_chats'))
    )
    op.create_table('drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('begun_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts'))
    )
    op.create_table('fixtures',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_fixtures'))
    )
    op.create_table('inbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('update_id', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=False),
    sa.Column('new_chat', sa.BigInteger(), nullable=True),
    sa.Column('new_message', sa.BigInteger(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('received_at', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.BigInteger(), nullable=True),
    sa.Column('fault', sa.Text(), nullable=True),
    sa.CheckConstraint("state IN ('new', 'done', 'parked')", name=op.f('ck_inbox_state_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox'))
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index('ix_inbox_done', ['done_at'], unique=False)
        batch_op.create_index('ix_inbox_waiting', ['id'], unique=False, **where("state = 'new'"))
        batch_op.create_index('uq_inbox_message', ['new_chat', 'new_message'], unique=True)
        batch_op.create_index('uq_inbox_update', ['update_id', 'digest'], unique=True)

    op.create_table('ledger',
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('slot', sa.String(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('settled_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("outcome IN ('done', 'skipped')", name=op.f('ck_ledger_outcome_known')),
    sa.PrimaryKeyConstraint('job', 'slot', name=op.f('pk_ledger'))
    )
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=False),
    sa.Column('topic', sa.BigInteger(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('dedupe', sa.Text(), nullable=False),
    sa.Column('reply_to', sa.BigInteger(), nullable=True),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('doubts', sa.Integer(), nullable=False),
    sa.Column('owed_at', sa.BigInteger(), nullable=False),
    sa.Column('not_before', sa.BigInteger(), nullable=True),
    sa.Column('called_at', sa.BigInteger(), nullable=True),
    sa.Column('message', sa.BigInteger(), nullable=True),
    sa.Column('stamped_at', sa.BigInteger(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.CheckConstraint("state IN ('ready', 'sending', 'sent', 'unknown', 'dead')", name=op.f('ck_outbox_state_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_called', ['called_at'], unique=False)
        batch_op.create_index('ix_outbox_message', ['chat', 'message'], unique=False)
        batch_op.create_index('ix_outbox_number', ['number', 'kind'], unique=False)
        batch_op.create_index('ix_outbox_owed', ['chat', 'id'], unique=False, **where("state IN ('ready', 'sending')"))
        batch_op.create_index('uq_outbox_dedupe', ['dedupe'], unique=True)

    op.create_table('pictures',
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_pictures'))
    )
    op.create_table('publications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('arena', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('slot', sa.Text(), nullable=False),
    sa.Column('as_of', sa.BigInteger(), nullable=False),
    sa.Column('published_at', sa.BigInteger(), nullable=False),
    sa.Column('audit_code', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publications'))
    )
    with op.batch_alter_table('publications', schema=None) as batch_op:
        batch_op.create_index('uq_publications_slot', ['kind', 'arena', 'slot'], unique=True)

    op.create_table('roster',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('telegram_id', sa.BigInteger(), nullable=True),
    sa.Column('added_at', sa.BigInteger(), nullable=False),
    sa.Column('removed_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("role IN ('head', 'reviewer', 'leader', 'admin')", name=op.f('ck_roster_role_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster'))
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index('ix_roster_person', ['telegram_id'], unique=False)

    op.create_table('rulebooks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('from_day', sa.Text(), nullable=False),
    sa.Column('put_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rulebooks'))
    )
    op.create_table('submissions',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('metric', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('pending', 'confirmed', 'returned', 'withdrawn')", name=op.f('ck_submissions_state_known')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_submissions')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.create_index('uq_submissions_live', ['unit', 'metric', 'period', 'item'], unique=True, **where("state <> 'withdrawn'"))

    op.create_table('cell_values',
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('valid_from', sa.BigInteger(), nullable=False),
    sa.Column('valid_to', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('pending', 'confirmed', 'not_applicable')", name=op.f('ck_cell_values_state_known')),
    sa.CheckConstraint('valid_to > valid_from', name=op.f('ck_cell_values_interval')),
    sa.ForeignKeyConstraint(['number'], ['submissions.number'], name=op.f('fk_cell_values_number_submissions')),
    sa.PrimaryKeyConstraint('period', 'metric', 'unit', 'item', 'valid_from', name=op.f('pk_cell_values')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('cell_values', schema=None) as batch_op:
        batch_op.create_index('uq_cell_values_open', ['period', 'metric', 'unit', 'item'], unique=True, **where('valid_to IS NULL'))

    op.create_table('reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('lead', sa.Text(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('person_name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('decided_at', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.CheckConstraint("act IN ('confirm', 'amend', 'return', 'take_back', 'withdraw', 'restore')", name=op.f('ck_reviews_act_known')),
    sa.ForeignKeyConstraint(['number'], ['submissions.number'], name=op.f('fk_reviews_number_submissions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index('ix_reviews_number', ['number', 'id'], unique=False)
        batch_op.create_index('uq_reviews_cause', ['cause', 'ordinal'], unique=True)

    op.create_table('versions',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('reporter', sa.BigInteger(), nullable=False),
    sa.Column('reporter_name', sa.Text(), nullable=False),
    sa.Column('reporter_unit', sa.Text(), nullable=False),
    sa.Column('reported_at', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=True),
    sa.Column('message', sa.BigInteger(), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['submissions.number'], name=op.f('fk_versions_number_submissions')),
    sa.PrimaryKeyConstraint('number', 'version', name=op.f('pk_versions'))
    )
    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.create_index('ix_versions_message', ['chat', 'message'], unique=False)
        batch_op.create_index('uq_versions_cause', ['cause', 'ordinal'], unique=True)

