import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    // The jar carries what Maven finds in target/classes; the collector serves its ui/ folder.
    outDir: "target/classes/ui",
    emptyOutDir: true,
    // Firefox ESR 115 and the Chromium and Safari of its time.
    target: "es2022",
    // A data: URL would need a wider content security policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { "/api": "http://127.0.0.1:7070" },
    // Whose code a package is stands in one list, which the collector's module has.
    fs: { allow: [".", "../collector/diagnosis/src/main/resources"] },
  },
});
