/** What `--help` prints; conventional layout, at most 80 columns. */
import type { Locale } from '../locale.ts';

const common = `  --config FILE    read the settings from FILE
  --lang en|fr     speak English or French
  --help           show this help
  --version        show the version`;

const exitCodes = `Exit codes:
  0  clear         the connector gets through
  1  impaired      it gets through, with a warning
  2  failing       it doesn’t get through, or this computer is offline
  3  inconclusive  it could not be told`;

export const help: Locale['help'] = {
  main: `Connection Check: can QuickBooks data reach Codat from this computer?

Usage: connection-check [COMMAND] [OPTIONS]

Without a command, an icon shows the connection in the system tray; where there
is no tray, Connection Check monitors in the terminal instead.

Commands:
  check            test both Codat hosts once, thoroughly, now
  watch            monitor in the terminal until Ctrl-C
  status           show the last stored result, without using the network
  allowlist        print what your IT needs to let the connector through
  report           write the last result to a file that can be read and sent
  bundle           write a zip for support: report, result, log, settings
  explain CODE     say what a finding means and what to do about it

Options:
  --json           (check, watch, status) print JSON for programs
  --exit-style rmm (check, status) add 1000 to exit codes other than 0
  --replay FILE    (check, report) diagnose the evidence in FILE again, offline
  --out FILE       (report, bundle) write to FILE
  --redaction R    (bundle) default, or strict: no addresses and no log either
  --list           (allowlist) list the formats
  --format ID      (allowlist) choose a format
  --purpose P      (allowlist) choose what the text is for
${common}

“connection-check COMMAND --help” says more about a command.

Exit codes of check and status:
  0  clear         the connector gets through
  1  impaired      it gets through, with a warning
  2  failing       it doesn’t get through, or this computer is offline
  3  inconclusive  it could not be told, the command could not run, or (status)
                   there is no stored result, or only one that is out of date`,
  command: {
    check: `Usage: connection-check check [--json] [--replay FILE] [OPTIONS]

Tests both Codat hosts once, thoroughly, and says what is in the way, whose it
is and who can solve it. Ends within 20 seconds.

Options:
  --exit-style rmm add 1000 to exit codes other than 0, for agents that
                   keep 1 to 999 for themselves
  --json           print the result as JSON, and nothing else
  --replay FILE    don’t use the network: diagnose the evidence in FILE again
                   (what “check --json” printed, or its “evidence” alone)
${common}

${exitCodes}, or the check could not run`,
    watch: `Usage: connection-check watch [--json] [OPTIONS]

Monitors both Codat hosts in the terminal, until Ctrl-C.

Options:
  --json           print each result as one line of JSON
${common}`,
    status: `Usage: connection-check status [--json] [OPTIONS]

Shows the last stored result, without using the network. For an administrator
who has none that is up to date, it is the newest of this computer’s users; in
JSON, “ofAnotherUser” says so.

Options:
  --exit-style rmm add 1000 to exit codes other than 0, for agents that
                   keep 1 to 999 for themselves
  --json           print the stored result as JSON, and nothing else
${common}

${exitCodes}, or there is no stored result,
                   or only one that is older than three intervals`,
    allowlist: `Usage: connection-check allowlist [--list] [--format ID] [--purpose P] [OPTIONS]

Prints a text that your IT can use to let the connector through.

Options:
  --list           list the formats and what each is for
  --format ID      print this format, by its name in the list
  --purpose P      print what serves this purpose: allow (let the connection
                   through), tls-exempt (don’t inspect it), proxy-auth-exempt
                   (don’t ask for a login) or proxy-bypass (avoid the proxy)
${common}`,
    report: `Usage: connection-check report [--out FILE] [--replay FILE] [OPTIONS]

Writes the last stored result, with its evidence and what your IT needs, to an
HTML file, and prints where it is. Uses no network and sends nothing.

Options:
  --out FILE       write to FILE, not to report.html in the state folder
  --replay FILE    report on the evidence in FILE, not on the last result
                   (what “check --json” printed, or its “evidence” alone)
${common}`,
    bundle: `Usage: connection-check bundle [--out FILE] [--redaction LEVEL] [OPTIONS]

Writes a zip file for support and says what is in it: the report, the last
result, the journal, the end of the log, the settings and the versions. Sends
nothing.

Options:
  --out FILE       write to FILE, not to connection-check.zip beside the log
  --redaction L    default: without names of people and computers, credentials
                   and cookies; strict: without addresses, settings and log,
                   too. Anything else means strict
${common}`,
    explain: `Usage: connection-check explain CODE [OPTIONS]

Says what a finding means, how it is recognized, what it may be confused with,
and who does what. CODE is the name of a finding, such as dns-blocked.

Options:
${common}`,
  },
};
