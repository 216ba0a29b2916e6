import { mount } from 'svelte';
import App from './App.svelte';
import { settings } from './state/settings.svelte';
import './look/tokens.css';
import './look/page.css';
import './look/controls.css';
import './look/print.css';

const target = document.getElementById('client');
if (target) void settings.start().then(() => mount(App, { target }));
