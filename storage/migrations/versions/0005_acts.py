"""More may happen to a submission: transfer, objections, corrections signed by two."""

import sqlalchemy as sa
from alembic import op

from storage.dialect import where

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

ACTS = (
    'confirm', 'amend', 'return', 'take_back', 'transfer', 'withdraw', 'restore',
    'appeal', 'uphold', 'revise', 'propose', 'sign', 'correct', 'decline',
)


def upgrade() -> None:
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_reviews_act_known'), type_='check')
        listed = ', '.join(f"'{act}'" for act in ACTS)
        batch_op.create_check_constraint(op.f('ck_reviews_act_known'), f'act IN ({listed})')
        batch_op.create_index('ix_reviews_case', ['number'], **where("act IN ('appeal', 'propose')"))
