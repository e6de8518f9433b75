"""What stands is sealed: one row of the chain holds every fact of a database of an earlier version.

From it on every fact follows from the chain. A database that holds nothing yet needs none.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

FACTS = {
    'roster': ('id unit name role telegram_id added_at removed_at', 'id', ''),
    'chats': ('chat migrated_to theme', 'chat', 'theme IS NOT NULL OR migrated_to IS NOT NULL'),
    'fixtures': ('name content', 'name', ''),
    'rulebooks': ('id fingerprint body from_day put_at', 'id', ''),
    'publications': ('id kind arena period slot as_of published_at audit_code body', 'id', ''),
    'ledger': (
        'job slot outcome settled_at', 'job, slot',
        "job NOT IN ('digest', 'remind', 'review', 'overdue', 'unreached', 'rest_days', 'clock', 'evidence')",
    ),
    'preferences': ('person name content changed_at', 'person, name', ''),
    'submissions': ('number unit metric period item state version', 'number', ''),
    'versions': (
        'number version value level title reporter reporter_name reporter_unit reported_at moment cause ordinal chat'
        ' message event_date contributors edited_at', 'number, version', '',
    ),
    'reviews': (
        'id number version act lead person person_name value reason decided_at moment cause ordinal', 'id', '',
    ),
    'cell_values': (
        'period metric unit item valid_from valid_to state value level event number',
        'period, metric, unit, item, valid_from', '',
    ),
    'nil_returns': ('unit metric period person said_at', 'unit, metric, period', ''),
    'attachments': (
        'id person chat message album kind file_id name received_at report state', 'id',
        'id IN (SELECT attachment FROM evidence)',
    ),
    'evidence': ('number attachment person moment', 'number, attachment', ''),
    'kept_files': ('attachment sent stored ending size moment', 'attachment', ''),
    'gone_files': ('attachment why moment', 'attachment', ''),
}


def upgrade() -> None:
    connection = op.get_bind()
    facts = [[table, row] for table, how in FACTS.items() for row in rows(connection, table, *how)]
    if not facts:
        return
    last = connection.execute(sa.text('SELECT moment, digest FROM audit ORDER BY seq DESC LIMIT 1')).first()
    moment, digest = (last.moment + 1, last.digest) if last else (0, '0' * 64)
    body = json.dumps({'facts': facts}, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    digest = hashlib.sha256(f'{digest}\n{moment}\nNone\nsealed\n{body}'.encode()).hexdigest()
    row = {'moment': moment, 'body': body, 'digest': digest}
    connection.execute(
        sa.text("""
            INSERT INTO audit (seq, moment, act, body, digest)
            SELECT coalesce(max(seq), 0) + 1, :moment, 'sealed', :body, :digest FROM audit
        """),
        row,
    )


def rows(connection, table, columns, order, where):
    """Yield the facts of a table as the chain holds them; of a publication its body by its digest."""
    condition = f' WHERE {where}' if where else ''
    sql = f"SELECT {', '.join(columns.split())} FROM {table}{condition} ORDER BY {order}"
    for row in connection.execute(sa.text(sql)).mappings():
        fact = {name: value for name, value in row.items() if value is not None}
        if table == 'publications':
            fact['body'] = hashlib.sha256(fact['body'].encode()).hexdigest()
        yield fact
