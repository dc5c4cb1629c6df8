import { UnauthorizedException } from '@nestjs/common'
import { DataSource, EntityManager } from 'typeorm'
import { Person } from './sign-in'

/** What the tracker sends to begin a read and a change, statement by statement; {user} and {login} stand for ids. */
const BEGIN: { read: string[]; write: string[] } = JSON.parse(process.env.BEGIN!)

export type Work<T> = (manager: EntityManager) => Promise<T>

function statements(person: Person, write: boolean) {
  const sent = write ? BEGIN.write : BEGIN.read
  return sent.map((each) => each.replace('{user}', person.sub).replace('{login}', person.sid))
}

/** The last statement checks the sign-in, and returns no row where it does not hold. */
function refuse(results: any) {
  if (![results].flat().at(-1).rowCount) throw new UnauthorizedException()
}

/** TypeORM's own startTransaction and commitTransaction, and who acts in a message after the first. */
export async function inOwnTransaction<T>(
  source: DataSource,
  person: Person,
  write: boolean,
  work: Work<T>,
): Promise<T> {
  const runner = source.createQueryRunner()
  const connection = await runner.connect()
  try {
    await runner.startTransaction()
    const [, ...identity] = statements(person, write)
    refuse(await connection.query([...(write ? [] : ['SET TRANSACTION READ ONLY']), ...identity].join('; ')))
    const answer = await work(runner.manager)
    await runner.commitTransaction()
    return answer
  } catch (error) {
    await runner.rollbackTransaction()
    throw error
  } finally {
    await runner.release()
  }
}

/** BEGIN and who acts in one message. */
export async function inFoldedTransaction<T>(
  source: DataSource,
  person: Person,
  write: boolean,
  work: Work<T>,
): Promise<T> {
  const runner = source.createQueryRunner()
  const connection = await runner.connect()
  try {
    refuse(await connection.query(statements(person, write).join('; ')))
    const answer = await work(runner.manager)
    await connection.query('COMMIT')
    return answer
  } catch (error) {
    await connection.query('ROLLBACK')
    throw error
  } finally {
    await runner.release()
  }
}
