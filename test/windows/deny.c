/*
 * deny.exe NAME: nobody may open the processes of this name any more, as if they were another user's, and the one who asks
 * no administrator. Wine has one user. Exit code 0 if there were any.
 */
#include <windows.h>
#include <sddl.h>
#include <tlhelp32.h>

int wmain(int count, wchar_t **words) {
  PSECURITY_DESCRIPTOR nobody;
  int denied = 0;
  PROCESSENTRY32W entry = {.dwSize = sizeof entry};
  HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (count != 2 || !ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:", SDDL_REVISION_1, &nobody, NULL)) return 2;
  for (BOOL more = Process32FirstW(processes, &entry); more; more = Process32NextW(processes, &entry)) {
    HANDLE process = OpenProcess(WRITE_DAC, FALSE, entry.th32ProcessID);
    if (_wcsicmp(entry.szExeFile, words[1]) == 0 && SetKernelObjectSecurity(process, DACL_SECURITY_INFORMATION, nobody)) denied += 1;
    CloseHandle(process);
  }
  return denied == 0;
}
