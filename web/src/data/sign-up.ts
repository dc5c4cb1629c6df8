import { api, Unreachable } from '../api/http'
import type { SignUpState } from '../api/schema'

/** In milliseconds: who waits longer sees a form, which says by itself what is wrong. */
const PATIENCE = 2000

/** Whether one can make an account here; null where the server does not say, or not soon. */
export async function readSignUp(): Promise<SignUpState | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))
  return Promise.race([readSignUpState(), late])
}

async function readSignUpState(): Promise<SignUpState | null> {
  try {
    const { data } = await api.GET('/api/v1/sign-up')
    return data ?? null
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return null
  }
}
