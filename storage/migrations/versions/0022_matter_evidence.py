"""What was sent along with matters."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('matter_evidence',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('attachment', sa.Integer(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['attachment'], ['attachments.id'], name=op.f('fk_matter_evidence_attachment_attachments')),
    sa.ForeignKeyConstraint(['number'], ['matters.number'], name=op.f('fk_matter_evidence_number_matters')),
    sa.PrimaryKeyConstraint('number', 'unit', 'attachment', name=op.f('pk_matter_evidence'))
    )
