"""Evidence has rows of its own instead of a list in each version; events know their date and contributors."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('chat', sa.BigInteger(), nullable=False),
    sa.Column('message', sa.BigInteger(), nullable=False),
    sa.Column('album', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('received_at', sa.BigInteger(), nullable=False),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.BigInteger(), nullable=True),
    sa.Column('fault', sa.Text(), nullable=True),
    sa.CheckConstraint("kind IN ('photo', 'document', 'link')", name=op.f('ck_attachments_kind_known')),
    sa.CheckConstraint("state IN ('loose', 'owed', 'kept', 'bare', 'refused', 'dropped')", name=op.f('ck_attachments_state_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachments'))
    )
    op.create_index('uq_attachments_file', 'attachments', ['chat', 'message', 'file_id'], unique=True)
    op.create_index('ix_attachments_album', 'attachments', ['chat', 'album'])
    op.create_index('ix_attachments_report', 'attachments', ['report'])
    op.create_index('ix_attachments_person', 'attachments', ['person'], **where("state = 'loose'"))
    op.create_index('ix_attachments_owed', 'attachments', ['id'], **where("state = 'owed'"))
    op.create_table('evidence',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('attachment', sa.Integer(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['submissions.number'], name=op.f('fk_evidence_number_submissions')),
    sa.ForeignKeyConstraint(['attachment'], ['attachments.id'], name=op.f('fk_evidence_attachment_attachments')),
    sa.PrimaryKeyConstraint('number', 'attachment', name=op.f('pk_evidence'))
    )
    op.create_table('kept_files',
    sa.Column('attachment', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sent', sa.Text(), nullable=False),
    sa.Column('stored', sa.Text(), nullable=False),
    sa.Column('ending', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['attachment'], ['attachments.id'], name=op.f('fk_kept_files_attachment_attachments')),
    sa.PrimaryKeyConstraint('attachment', name=op.f('pk_kept_files'))
    )
    if op.get_bind().dialect.name == 'sqlite':  # no other engine ever held rows under this schema
        take_lists_apart()
    op.drop_column('versions', 'evidence')
    op.add_column('versions', sa.Column('event_date', sa.Text(), nullable=True))
    op.add_column('versions', sa.Column('contributors', sa.Text(), nullable=True))


def take_lists_apart() -> None:
    # The chat server's ids of photos begin with AgAC; a copy of each file is fetched when the bot runs next.
    op.execute("""
        INSERT INTO attachments (person, chat, message, kind, file_id, name, received_at, report, state, attempts)
        SELECT v.reporter, coalesce(v.chat, v.reporter), coalesce(v.message, 0),
               CASE WHEN j.value LIKE 'AgAC%' THEN 'photo' ELSE 'document' END, j.value, '', min(v.reported_at),
               coalesce(v.chat, v.reporter) || ':' || coalesce(v.message, 0), 'owed', 0
        FROM versions v, json_each(v.evidence) j GROUP BY 1, 2, 3, 5
    """)
    op.execute("""
        INSERT INTO evidence (number, attachment, person, moment)
        SELECT v.number, a.id, v.reporter, min(v.moment)
        FROM versions v, json_each(v.evidence) j
        JOIN attachments a ON a.file_id = j.value
            AND a.chat = coalesce(v.chat, v.reporter) AND a.message = coalesce(v.message, 0)
        GROUP BY v.number, a.id
    """)
