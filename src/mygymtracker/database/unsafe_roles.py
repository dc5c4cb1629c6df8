"""Whether row security binds the role as which the program works."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from mygymtracker.database.transaction import Database
from mygymtracker.errors import Unavailable

_ROLE: Final = text("""
SELECT
  current_user AS role,
  role.rolsuper AS superuser,
  role.rolbypassrls AS bypasses,
  session_login.rolsuper AS superuser_login,
  ARRAY(
    SELECT tables.relname FROM pg_class AS tables
    WHERE tables.relowner = role.oid AND tables.relkind IN ('r', 'p')
      AND tables.relnamespace = 'public'::regnamespace
  )::text[] AS owns,
  ARRAY(
    SELECT granted.rolname
    FROM pg_auth_members AS membership
    JOIN pg_roles AS granted ON granted.oid = membership.roleid
    WHERE membership.member = role.oid
  )::text[] AS member_of
FROM pg_roles AS role, pg_roles AS session_login
WHERE role.rolname = current_user AND session_login.rolname = session_user
""")


async def refuse_unsafe_role(database: Database, *, production: bool) -> None:
    """Raises Unavailable when the role we work as could see past row security.

    Row security binds neither a table's owner, nor a superuser, nor a role with BYPASSRLS; and a member of another
    role inherits that role's policies. In production the login must not be a superuser either.
    """
    async with database.acting_as_nobody() as session:
        role = (await session.execute(_ROLE)).one()
    reasons = []
    if role.superuser:
        reasons.append("is a superuser")
    if role.bypasses:
        reasons.append("has BYPASSRLS")
    if role.owns:
        reasons.append(f"owns tables ({', '.join(sorted(role.owns))})")
    if role.member_of:
        reasons.append(f"is a member of {', '.join(sorted(role.member_of))}")
    if production and role.superuser_login:
        reasons.append("was reached through a superuser's login, which production refuses")
    if reasons:
        raise Unavailable(
            f"Refusing to work as the database role {role.role}, which {' and '.join(reasons)}: "
            'row security would not hold. See "Roles" in the database guide.'
        )
