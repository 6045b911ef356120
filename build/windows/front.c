/*
 * Connection Check.exe: what the Start menu and the login start. The program itself, connection-check.exe, is a console
 * program, so that it waits, prints and sets the exit code in cmd, PowerShell and scripts. A console program would open a
 * window at login, and a second copy without one would be 93 MB more: so this starts it without a window, in 20 KB.
 *
 *   "Connection Check.exe" [ARGUMENTS]   starts the program with these arguments and lives as long as it does
 *   "Connection Check.exe" /close        ends all that runs from this folder, in every session, for installers: exit code 0
 *                                        if nothing ran, 10 if all has ended, 1 if something still runs, also where that is
 *                                        another user's and may not be ended
 *   "Connection Check.exe" /event TYPE ID TEXT   writes to the event log of Windows, where an installer has registered the
 *                                        program for that; TYPE as in learn.microsoft.com/windows/win32/api/winbase/
 *                                        nf-winbase-reporteventw
 */
#include <windows.h>
#include <sddl.h>
#include <shellapi.h>
#include <tlhelp32.h>
#include <wchar.h>

/* learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation */
#define LONGEST 32768
/* The program takes its icon away and writes its files; the tray helper may take 3 s for that. */
#define POLITE_MS 8000
#define FORCED_MS 5000

static wchar_t own[LONGEST], command[2 * LONGEST];

/* Events are made by each front door for itself. */
static void event_name(wchar_t *name, DWORD process) { wsprintfW(name, L"Global\\Connection Check closes %lu", process); }

static const wchar_t *file_name(const wchar_t *path) { return wcsrchr(path, L'\\') + 1; }

/* Administrators have the right to open what other users run, and have to turn it on. */
static void turn_on_right(void) {
  HANDLE token;
  TOKEN_PRIVILEGES right = {.PrivilegeCount = 1, .Privileges = {{.Attributes = SE_PRIVILEGE_ENABLED}}};
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token)) return;
  if (LookupPrivilegeValueW(NULL, L"SeDebugPrivilege", &right.Privileges[0].Luid))
    AdjustTokenPrivileges(token, FALSE, &right, 0, NULL, NULL);
  CloseHandle(token);
}

/* Ctrl-C, which the program understands, sent to the console that has no window. */
static void interrupt(DWORD process) {
  if (!AttachConsole(process)) return;
  SetConsoleCtrlHandler(NULL, TRUE);
  GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
  FreeConsole();
}

/* Whether the process runs from the folder of this one, but is neither this one nor the uninstaller. */
static BOOL is_ours(DWORD process, HANDLE handle) {
  static wchar_t path[LONGEST];
  DWORD length = LONGEST;
  if (process == GetCurrentProcessId() || !QueryFullProcessImageNameW(handle, 0, path, &length)) return FALSE;
  return _wcsnicmp(path, own, file_name(own) - own) == 0 && _wcsicmp(file_name(path), L"uninstall.exe") != 0;
}

/* Asks or forces what is ours to end, and tells how much of it there is. */
static int end_ours(BOOL force) {
  int found = 0;
  PROCESSENTRY32W entry = {.dwSize = sizeof entry};
  HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  for (BOOL more = Process32FirstW(processes, &entry); more; more = Process32NextW(processes, &entry)) {
    DWORD process = entry.th32ProcessID;
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE, FALSE, process);
    if (handle != NULL && is_ours(process, handle)) {
      wchar_t name[64];
      event_name(name, process);
      HANDLE event = OpenEventW(EVENT_MODIFY_STATE, FALSE, name);
      if (event != NULL) SetEvent(event), CloseHandle(event);
      if (force) TerminateProcess(handle, 1);
      found += 1;
    }
    if (handle != NULL) CloseHandle(handle);
  }
  CloseHandle(processes);
  return found;
}

/* Whether anyone runs the program: as long as somebody does, nobody can open its file to write into it. */
static BOOL is_used(void) {
  wcscpy(wcscpy(command, own) + (file_name(own) - own), L"connection-check.exe");
  HANDLE file = CreateFileW(command, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                            OPEN_EXISTING, 0, NULL);
  DWORD error = GetLastError();
  if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
  return file == INVALID_HANDLE_VALUE && error == ERROR_SHARING_VIOLATION;
}

static int close_all(void) {
  turn_on_right();
  for (int waited = 0; waited < POLITE_MS + FORCED_MS; waited += 200) {
    if (end_ours(waited >= POLITE_MS) == 0 && !is_used()) return waited == 0 ? 0 : 10;
    Sleep(200);
  }
  return 1;
}

/* A job ends the program with this one, whatever ends this one. What the program starts in its turn is free. */
static void tie(HANDLE process) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
  HANDLE job = CreateJobObjectW(NULL, NULL);
  SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  AssignProcessToJobObject(job, process);
}

static int run(const wchar_t *arguments) {
  wchar_t name[64];
  event_name(name, GetCurrentProcessId());
  /* For the user and, in whatever session their installer runs, for SYSTEM and administrators. */
  SECURITY_ATTRIBUTES closers = {.nLength = sizeof closers};
  ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:(A;;GA;;;OW)(A;;GA;;;SY)(A;;GA;;;BA)", SDDL_REVISION_1,
                                                       &closers.lpSecurityDescriptor, NULL);
  HANDLE closes = CreateEventW(&closers, TRUE, FALSE, name);

  SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
  HANDLE nothing = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                               OPEN_EXISTING, 0, NULL);
  STARTUPINFOW startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES,
                          .hStdInput = nothing, .hStdOutput = nothing, .hStdError = nothing};
  PROCESS_INFORMATION child;
  /* Whoever started us may have turned Ctrl-C off for us, which the child would inherit. */
  SetConsoleCtrlHandler(NULL, FALSE);
  wcscpy((wchar_t *)file_name(own), L"connection-check.exe");
  wcscat(wcscat(wcscat(wcscpy(command, L"\""), own), L"\" "), arguments);
  if (!CreateProcessW(own, command, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &startup, &child)) return 3;
  tie(child.hProcess);

  HANDLE either[] = {child.hProcess, closes};
  if (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
    interrupt(child.dwProcessId);
    WaitForSingleObject(child.hProcess, POLITE_MS);
  }
  DWORD code = 1;
  GetExitCodeProcess(child.hProcess, &code);
  return (int)code;
}

static int report(int count, wchar_t **words) {
  HKEY key;
  if (count != 5) return 3;
  if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Connection Check", 0,
                    KEY_READ, &key) != ERROR_SUCCESS)
    return 0;
  RegCloseKey(key);
  HANDLE log = RegisterEventSourceW(NULL, L"Connection Check");
  const wchar_t *text = words[4];
  BOOL written = log != NULL && ReportEventW(log, (WORD)_wtoi(words[2]), 0, (DWORD)_wtoi(words[3]), NULL, 1, 0, &text, NULL);
  return written ? 0 : 1;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, wchar_t *arguments, int show) {
  (void)instance, (void)previous, (void)show;
  /* Until a program asks for its first message, the mouse says that it is starting. */
  MSG message;
  PostMessageW(NULL, WM_NULL, 0, 0);
  GetMessageW(&message, NULL, 0, 0);
  GetModuleFileNameW(NULL, own, LONGEST);
  int count;
  wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
  if (count == 2 && wcscmp(words[1], L"/close") == 0) return close_all();
  if (count > 1 && wcscmp(words[1], L"/event") == 0) return report(count, words);
  return run(arguments);
}
