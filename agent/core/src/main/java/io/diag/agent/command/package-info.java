/** What the agent does when a person asks for it, from the long poll to the report. */
package io.diag.agent.command;
