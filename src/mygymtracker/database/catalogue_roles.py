"""What is not in one schema but in the database or the cluster, as SQL; answered like `catalogue_queries.py`."""

from __future__ import annotations

from typing import Final

from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE

EXTENSIONS: Final = """
SELECT
  NULL::text AS table_name,
  extname::text AS name,
  'installed' AS definition,
  ARRAY[format('CREATE EXTENSION IF NOT EXISTS %I', extname)] AS creation,
  ARRAY[format('DROP EXTENSION %I', extname)] AS removal
FROM pg_extension
"""

#: Roles belong to the cluster, and a migration seldom has the right to change them: these come without statements.
ROLES: Final = f"""
SELECT
  NULL::text AS table_name,
  role.rolname::text AS name,
  concat_ws(' ',
    CASE WHEN rolsuper THEN 'SUPERUSER' END,
    CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
    CASE WHEN rolcreatedb THEN 'CREATEDB' END,
    CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
    CASE WHEN rolreplication THEN 'REPLICATION' END,
    'member of ' || coalesce((
      SELECT string_agg(pg_get_userbyid(roleid), ', ' ORDER BY pg_get_userbyid(roleid))
      FROM pg_auth_members
      WHERE member = role.oid
    ), 'nothing')
  ) AS definition,
  '{{}}'::text[] AS creation,
  '{{}}'::text[] AS removal
FROM pg_roles AS role
WHERE rolname IN ('{WORKING_ROLE}', '{LOOKUP_ROLE}')
"""  # noqa: S608 — constants

#: Rights on the schema `public` itself, those that everybody has included.
SCHEMA_RIGHTS: Final = f"""
WITH rights AS (
  SELECT rolname, array_remove(ARRAY[
    CASE WHEN has_schema_privilege(oid, 'public', 'USAGE') THEN 'USAGE' END,
    CASE WHEN has_schema_privilege(oid, 'public', 'CREATE') THEN 'CREATE' END
  ], NULL) AS rights
  FROM pg_roles
  WHERE rolname IN ('{WORKING_ROLE}', '{LOOKUP_ROLE}')
)
SELECT
  NULL::text AS table_name,
  rolname::text AS name,
  array_to_string(rights, ', ') AS definition,
  ARRAY(SELECT format('GRANT %s ON SCHEMA public TO %I', granted, rolname) FROM unnest(rights) AS granted) AS creation,
  ARRAY[format('REVOKE ALL ON SCHEMA public FROM %I', rolname)] AS removal
FROM rights
WHERE rights <> '{{}}'
"""  # noqa: S608 — constants

#: Default privileges that would open what comes later to everybody or to our roles. EXECUTE for PUBLIC is
#: PostgreSQL's own default, which every function of ours takes back.
DEFAULT_RIGHTS: Final = f"""
SELECT
  NULL::text AS table_name,
  concat_ws(' ', 'of', pg_get_userbyid(defaclrole), 'for',
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END) AS name,
  string_agg(privilege_type || ' on ' || CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'f' THEN 'functions'
    WHEN 'S' THEN 'sequences' WHEN 'T' THEN 'types' ELSE 'schemas' END, ', ' ORDER BY privilege_type, defaclobjtype)
    AS definition,
  '{{}}'::text[] AS creation,
  '{{}}'::text[] AS removal
FROM pg_default_acl, aclexplode(defaclacl)
WHERE defaclnamespace IN (0, 'public'::regnamespace)
  AND defaclobjtype IN ('r', 'f')
  AND (grantee IN (SELECT oid FROM pg_roles WHERE rolname IN ('{WORKING_ROLE}', '{LOOKUP_ROLE}'))
    OR grantee = 0 AND defaclobjtype = 'r')
GROUP BY defaclrole, grantee
"""  # noqa: S608 — constants

#: What the login's own default privileges would do to what it makes in any schema is undone by these statements.
#: Those of one schema do not reach the one that declarations are tried in.
WITHOUT_DEFAULT_RIGHTS: Final = """
SELECT DISTINCT format('ALTER DEFAULT PRIVILEGES REVOKE ALL ON %s FROM %s',
  CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'S' THEN 'SEQUENCES' ELSE 'TYPES' END,
  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
FROM pg_default_acl, aclexplode(defaclacl)
WHERE defaclnamespace = 0
  AND defaclrole = current_user::regrole
  AND defaclobjtype IN ('r', 'f', 'S', 'T')
  AND grantee <> defaclrole
"""

#: Settings that a database, or a login in it, has by default, as far as they say who acts, as which role, and which
#: triggers and policies hold. Others (a time zone, a timeout) are whoever runs the server's. None is declared.
SETTINGS: Final = f"""
SELECT
  NULL::text AS table_name,
  concat_ws(' ', split_part(setting, '=', 1), 'of',
    CASE setdatabase WHEN 0 THEN 'every database' ELSE 'the database' END,
    CASE setrole WHEN 0 THEN NULL ELSE 'for ' || pg_get_userbyid(setrole) END) AS name,
  substr(setting, strpos(setting, '=') + 1) AS definition,
  '{{}}'::text[] AS creation,
  '{{}}'::text[] AS removal
FROM pg_db_role_setting, unnest(setconfig) AS setting
WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND (setrole = 0 OR pg_get_userbyid(setrole) IN (current_user, '{WORKING_ROLE}', '{LOOKUP_ROLE}'))
  AND split_part(setting, '=', 1)
    ~* '^(app[.].*|role|row_security|session_replication_role|default_transaction_read_only)$'
"""  # noqa: S608 — constants
