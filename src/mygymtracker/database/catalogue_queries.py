"""What there is in one schema, as SQL: one question per kind of object.

Each answers with `table_name` (null where there is none), `name`, `definition`, and the statements that make the object
(`creation`) and remove it (`removal`). They are to be asked with an empty search path, so that every name outside
pg_catalog comes out with its schema; `:schema` is the schema asked about.
"""

from __future__ import annotations

from typing import Final

#: `owners` are all called the owner: who asks, and who owns the database, need not be the same.
_COMMON: Final = """
WITH place AS (
  SELECT oid, nspname
  FROM pg_namespace
  WHERE nspname = :schema
),
owners AS (
  SELECT oid
  FROM pg_roles
  WHERE rolname = current_user
  UNION
  SELECT datdba
  FROM pg_database
  WHERE datname = current_database()
),
relations AS (
  SELECT pg_class.*, format('%I.%I', place.nspname, relname) AS path
  FROM pg_class
  JOIN place ON place.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    AND relname <> 'alembic_version'
    AND NOT EXISTS (
      SELECT FROM pg_depend
      WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
    )
)
"""

TABLES: Final = (
    _COMMON
    + """
SELECT
  relname::text AS table_name,
  relname::text AS name,
  CASE relkind WHEN 'r' THEN 'a table' WHEN 'p' THEN 'a partitioned table' WHEN 'v' THEN 'a view'
    WHEN 'm' THEN 'a materialized view' ELSE 'a foreign table' END
  || CASE relpersistence WHEN 'u' THEN ' that a crash empties' ELSE '' END
  || CASE WHEN relowner IN (TABLE owners) THEN '' ELSE ' owned by ' || pg_get_userbyid(relowner) END AS definition,
  '{}'::text[] AS creation,
  '{}'::text[] AS removal
FROM relations
"""
)

COLUMNS: Final = (
    _COMMON
    + """
SELECT
  relname::text AS table_name,
  attname::text AS name,
  concat(
    format_type(atttypid, atttypmod),
    CASE WHEN attcollation <> typcollation THEN ' COLLATE ' || attcollation::regcollation END,
    CASE WHEN attnotnull THEN ' NOT NULL' END,
    CASE WHEN attidentity <> '' THEN ' GENERATED AS IDENTITY ' || attidentity::text END,
    CASE WHEN attgenerated <> '' THEN ' GENERATED ALWAYS AS ' ELSE CASE WHEN atthasdef THEN ' DEFAULT ' END END,
    pg_get_expr(adbin, adrelid),
    CASE attgenerated WHEN 's' THEN ' STORED' WHEN 'v' THEN ' VIRTUAL' END
  ) AS definition,
  '{}'::text[] AS creation,
  '{}'::text[] AS removal
FROM relations
JOIN pg_attribute ON attrelid = relations.oid AND attnum > 0 AND NOT attisdropped
JOIN pg_type ON pg_type.oid = atttypid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind IN ('r', 'p')
"""
)

#: Since 18 NOT NULL is a constraint too (n); what it says is compared with the column.
CONSTRAINTS: Final = (
    _COMMON
    + """
SELECT
  CASE contype WHEN 'c' THEN 'check' WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint'
    WHEN 'f' THEN 'foreign key' ELSE 'exclusion constraint' END AS kind,
  relname::text AS table_name,
  conname::text AS name,
  pg_get_constraintdef(pg_constraint.oid)
  || CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = pg_constraint.oid AND tgenabled <> 'O')
    THEN ' (switched off)' ELSE '' END AS definition,
  ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %I %s', path, conname, pg_get_constraintdef(pg_constraint.oid))]
    AS creation,
  ARRAY[format('ALTER TABLE %s DROP CONSTRAINT %I', path, conname)] AS removal
FROM relations
JOIN pg_constraint ON conrelid = relations.oid AND contype IN ('c', 'p', 'u', 'f', 'x')
"""
)

INDEXES: Final = (
    _COMMON
    + """
SELECT
  relations.relname::text AS table_name,
  index_relation.relname::text AS name,
  pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END AS definition,
  ARRAY[pg_get_indexdef(indexrelid)] AS creation,
  ARRAY[format('DROP INDEX %I.%I', place.nspname, index_relation.relname)] AS removal
FROM place, relations
JOIN pg_index ON indrelid = relations.oid
JOIN pg_class AS index_relation ON index_relation.oid = indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
"""
)

POLICIES: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
policies AS (
  SELECT relname, path, polname, concat_ws(' ',
    CASE WHEN polpermissive THEN NULL ELSE 'AS RESTRICTIVE' END,
    'FOR',
    CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
      ELSE 'ALL' END,
    'TO',
    (
      SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', '
        ORDER BY pg_get_userbyid(role))
      FROM unnest(polroles) AS role
    ),
    'USING (' || pg_get_expr(polqual, polrelid) || ')',
    'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')'
  ) AS definition
  FROM relations
  JOIN pg_policy ON polrelid = relations.oid
)
SELECT
  relname::text AS table_name,
  polname::text AS name,
  definition,
  ARRAY[format('CREATE POLICY %I ON %s %s', polname, path, definition)] AS creation,
  ARRAY[format('DROP POLICY %I ON %s', polname, path)] AS removal
FROM policies
"""
)

ROW_SECURITY: Final = (
    _COMMON
    + """
SELECT
  relname::text AS table_name,
  relname::text AS name,
  concat_ws(' and ',
    CASE WHEN relrowsecurity THEN 'enabled' END,
    CASE WHEN relforcerowsecurity THEN 'forced' END
  ) AS definition,
  array_remove(ARRAY[
    CASE WHEN relrowsecurity THEN format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', path) END,
    CASE WHEN relforcerowsecurity THEN format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', path) END
  ], NULL) AS creation,
  array_remove(ARRAY[
    CASE WHEN relrowsecurity THEN format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', path) END,
    CASE WHEN relforcerowsecurity THEN format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', path) END
  ], NULL) AS removal
FROM relations
WHERE relrowsecurity OR relforcerowsecurity
"""
)

TRIGGERS: Final = (
    _COMMON
    + """
SELECT
  relname::text AS table_name,
  tgname::text AS name,
  pg_get_triggerdef(pg_trigger.oid)
  || CASE tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)' ELSE ' (enabled as ' || tgenabled::text || ')' END
    AS definition,
  array_remove(ARRAY[
    pg_get_triggerdef(pg_trigger.oid),
    format(CASE tgenabled WHEN 'D' THEN 'ALTER TABLE %s DISABLE TRIGGER %I'
      WHEN 'A' THEN 'ALTER TABLE %s ENABLE ALWAYS TRIGGER %I'
      WHEN 'R' THEN 'ALTER TABLE %s ENABLE REPLICA TRIGGER %I' END, path, tgname)
  ], NULL) AS creation,
  ARRAY[format('DROP TRIGGER %I ON %s', tgname, path)] AS removal
FROM relations
JOIN pg_trigger ON tgrelid = relations.oid AND NOT tgisinternal
"""
)

RULES: Final = (
    _COMMON
    + """
SELECT
  relname::text AS table_name,
  rulename::text AS name,
  pg_get_ruledef(pg_rewrite.oid) || CASE ev_enabled WHEN 'O' THEN '' ELSE ' (enabled as ' || ev_enabled::text || ')' END
    AS definition,
  ARRAY[pg_get_ruledef(pg_rewrite.oid)] AS creation,
  ARRAY[format('DROP RULE %I ON %s', rulename, path)] AS removal
FROM relations
JOIN pg_rewrite ON ev_class = relations.oid AND rulename <> '_RETURN'
"""
)

DOMAINS: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
domains AS (
  SELECT typname, format('%I.%I', nspname, typname) AS path,
    concat_ws(' ',
      format_type(typbasetype, typtypmod),
      'DEFAULT ' || typdefault,
      CASE WHEN typnotnull THEN 'NOT NULL' END,
      (
        SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(pg_constraint.oid)), ' '
          ORDER BY conname)
        FROM pg_constraint
        WHERE contypid = pg_type.oid AND contype = 'c'
      )
    ) AS definition
  FROM place
  JOIN pg_type ON typnamespace = place.oid AND typtype = 'd'
  WHERE NOT EXISTS (
    SELECT FROM pg_depend
    WHERE classid = 'pg_type'::regclass AND objid = pg_type.oid AND deptype = 'e'
  )
)
SELECT
  NULL::text AS table_name,
  typname::text AS name,
  definition,
  ARRAY[format('CREATE DOMAIN %s AS %s', path, definition)] AS creation,
  ARRAY['DROP DOMAIN ' || path] AS removal
FROM domains
"""
)

#: Those of a serial or identity column go with the column, which says so itself.
SEQUENCES: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
sequences AS (
  SELECT relname, format('%I.%I', nspname, relname) AS path,
    format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s', format_type(seqtypid, NULL), seqincrement,
      seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN ' CYCLE' END) AS definition
  FROM place
  JOIN pg_class ON relnamespace = place.oid AND relkind = 'S'
  JOIN pg_sequence ON seqrelid = pg_class.oid
  WHERE NOT EXISTS (
    SELECT FROM pg_depend
    WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i', 'e')
  )
)
SELECT
  NULL::text AS table_name,
  relname::text AS name,
  definition,
  ARRAY[format('CREATE SEQUENCE %s %s', path, definition)] AS creation,
  ARRAY['DROP SEQUENCE ' || path] AS removal
FROM sequences
"""
)

#: The owner's own rights are left out. A column's privilege comes out as SELECT (id, email).
GRANTS: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
privileges AS (
  SELECT relations.oid, relname, path, grantee, privilege_type AS privilege, is_grantable
  FROM relations, aclexplode(relacl)
  WHERE grantee <> relowner
  UNION ALL
  SELECT relations.oid, relname, path, grantee,
    format('%s (%s)', privilege_type, string_agg(quote_ident(attname), ', ' ORDER BY attname)), is_grantable
  FROM relations
  JOIN pg_attribute ON attrelid = relations.oid AND NOT attisdropped,
    aclexplode(attacl)
  WHERE grantee <> relowner
  GROUP BY relations.oid, relname, path, grantee, privilege_type, is_grantable
),
grants AS (
  SELECT relname, path,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
    is_grantable,
    string_agg(privilege, ', ' ORDER BY privilege) || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
      AS definition,
    format('GRANT %s ON %s TO %s%s', string_agg(privilege, ', ' ORDER BY privilege), path,
      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
      CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
  FROM privileges
  GROUP BY relname, path, grantee, is_grantable
)
SELECT
  relname::text AS table_name,
  role AS name,
  string_agg(definition, '; ' ORDER BY definition) AS definition,
  array_agg(statement ORDER BY statement) AS creation,
  ARRAY[format('REVOKE ALL ON %s FROM %s', path, role)] AS removal
FROM grants
GROUP BY relname, path, role
"""
)

ENUMS: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
enums AS (
  SELECT typname, format('%I.%I', nspname, typname) AS path,
    string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) AS labels
  FROM place
  JOIN pg_type ON typnamespace = place.oid AND typtype = 'e'
  LEFT JOIN pg_enum ON enumtypid = pg_type.oid
  GROUP BY typname, nspname
)
SELECT
  NULL::text AS table_name,
  typname::text AS name,
  labels AS definition,
  ARRAY[format('CREATE TYPE %s AS ENUM (%s)', path, labels)] AS creation,
  ARRAY['DROP TYPE ' || path] AS removal
FROM enums
"""
)

#: Whoever is to own a function must be able to create in its schema at that moment; grants come first, because on 16
#: and later the owner is a member of that role without having its rights.
FUNCTIONS: Final = (
    _COMMON  # noqa: S608 — constants
    + """,
callers AS (
  SELECT pg_proc.oid, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role
  FROM pg_proc
  JOIN place ON place.oid = pronamespace,
    aclexplode(coalesce(proacl, acldefault('f', proowner)))
  WHERE grantee <> proowner
),
functions AS (
  SELECT pg_proc.oid, proname, rtrim(pg_get_functiondef(pg_proc.oid), E'\\n') AS head,
    format('%I.%I(%s)', nspname, proname, oidvectortypes(proargtypes)) AS signature,
    format('%s(%s)', proname, oidvectortypes(proargtypes)) AS name,
    CASE WHEN proowner IN (TABLE owners) THEN NULL ELSE quote_ident(pg_get_userbyid(proowner)) END AS owner,
    nspname,
    ARRAY(SELECT role FROM callers WHERE callers.oid = pg_proc.oid ORDER BY role) AS roles
  FROM pg_proc
  JOIN place ON place.oid = pronamespace
  WHERE prokind IN ('f', 'p')
    AND NOT EXISTS (
      SELECT FROM pg_depend
      WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
    )
)
SELECT
  NULL::text AS table_name,
  name,
  concat_ws(E'\\n', head, 'owned by ' || coalesce(owner, 'the owner'),
    'callable by ' || coalesce(nullif(array_to_string(roles, ', '), ''), 'nobody else')) AS definition,
  ARRAY[head, format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', signature)]
  || ARRAY(SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', signature, role) FROM unnest(roles) AS role)
  || CASE WHEN owner IS NULL THEN '{}' ELSE ARRAY[
    format('GRANT CREATE ON SCHEMA %I TO %s', nspname, owner),
    format('ALTER FUNCTION %s OWNER TO %s', signature, owner),
    format('REVOKE CREATE ON SCHEMA %I FROM %s', nspname, owner)
  ] END AS creation,
  ARRAY['DROP FUNCTION ' || signature] AS removal
FROM functions
"""
)
