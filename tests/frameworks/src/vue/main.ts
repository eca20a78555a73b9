import { createApp, createSSRApp } from "vue";
import App from "./App.vue";

const root = document.getElementById("app")!;
(root.hasChildNodes() ? createSSRApp(App) : createApp(App)).mount(root);
