import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/jump.css";
import "./styles/fleet.css";
import "./styles/jvm.css";
import "./styles/findings.css";
import "./styles/profile.css";
import "./styles/loops.css";
import "./styles/heap.css";
import "./styles/memory.css";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
