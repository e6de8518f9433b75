"""The documents of results, as they were made."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('documents',
    sa.Column('publication', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("kind IN ('circular', 'workbook', 'evaluation', 'year_file', 'year_book')", name=op.f('ck_documents_kind_known')),
    sa.ForeignKeyConstraint(['publication'], ['publications.id'], name=op.f('fk_documents_publication_publications')),
    sa.PrimaryKeyConstraint('publication', 'kind', 'unit', name=op.f('pk_documents'))
    )
