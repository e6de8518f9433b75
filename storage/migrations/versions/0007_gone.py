"""Copies of evidence are removed when their time is over; that is a fact."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('gone_files',
    sa.Column('attachment', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("why IN ('withdrawn', 'expired')", name=op.f('ck_gone_files_why_known')),
    sa.ForeignKeyConstraint(['attachment'], ['attachments.id'], name=op.f('fk_gone_files_attachment_attachments')),
    sa.PrimaryKeyConstraint('attachment', name=op.f('pk_gone_files'))
    )
    op.create_index('ix_gone_files_moment', 'gone_files', ['moment'])
