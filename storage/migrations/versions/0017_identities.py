"""The chain holds marks instead of names and numbers of people, from now on."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('identities',
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('salt', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('mark', name=op.f('pk_identities'))
    )
    op.create_index('uq_identities_live', 'identities', ['owner', 'content'], unique=True, **where('salt IS NOT NULL'))
    op.add_column('audit', sa.Column('mark', sa.Text(), nullable=True))
