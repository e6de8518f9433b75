"""What was sent along with vetoes."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('veto_evidence',
    sa.Column('veto', sa.Integer(), nullable=False),
    sa.Column('attachment', sa.Integer(), nullable=False),
    sa.Column('person', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['attachment'], ['attachments.id'], name=op.f('fk_veto_evidence_attachment_attachments')),
    sa.ForeignKeyConstraint(['veto'], ['vetoes.id'], name=op.f('fk_veto_evidence_veto_vetoes')),
    sa.PrimaryKeyConstraint('veto', 'attachment', name=op.f('pk_veto_evidence'))
    )
