import { defineConfig } from 'vitest/config'

/** Against what a server says, which tests/api/test_client_agrees.py writes into the file that TOLD names. */
export default defineConfig({ test: { include: ['tests/agreement/*.agreement.ts'] } })
