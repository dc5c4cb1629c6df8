import { mount } from 'svelte'
import App from './App.svelte'
import './base.css'
import { watchForUpdates } from './state/update.svelte'
import { followLinks } from './state/route.svelte'
import { session } from './state/session.svelte'
import './tokens.css'

followLinks()
watchForUpdates()
void (session.borrowed ? import('./state/borrowed-device') : Promise.resolve()).then(() => session.start())
mount(App, { target: document.getElementById('app')! })
