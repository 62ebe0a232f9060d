// Starts the console: session first, then the screen that the address names.
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import './element'
import './style.css'

createApp(App).use(router).mount('#app')
