import { api, Unreachable } from '../api/http'

/**
 * What does not work at the server beside requests, in sentences for whoever runs it: backups that failed, for one. None
 * where it cannot be heard, or cannot work at all; other words say so.
 */
export async function serverProblems(): Promise<string[]> {
  try {
    const { data } = await api.GET('/health/ready')
    return Object.values(data?.problems ?? {})
  } catch (error) {
    if (error instanceof Unreachable) return []
    throw error
  }
}
