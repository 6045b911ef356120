; The installer for one person or for all. Built by installer.mjs, which defines NAME, VERSION, APP (the folder to install),
; APP_ID, UPGRADE_CODE, SIZE (in KiB), OUTPUT, ICON, LICENCE and SIGN, and writes files.nsh (what to delete again).
;
;   ConnectionCheckSetup.exe [/S] [/AllUsers]     uninstall.exe [/S] [/KeepSettings]
;
; Exit codes: 0 done; 1 cancelled; 2 something still runs and could not be closed; 5 /AllUsers without the right to; 1638
; /AllUsers where the MSI is installed (learn.microsoft.com/windows/win32/msi/error-codes, ERROR_PRODUCT_VERSION).
Unicode true
; 64-bit, as the program is: so its Program Files and its registry are the real ones.
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
; The files' own times would differ from build to build.
SetDateSave off
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
AllowRootDirInstall false

!include LogicLib.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey FileDescription "${NAME}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "${LICENCE}"
!uninstfinalize `${SIGN} "%1"`

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define EVENT_KEY "SYSTEM\CurrentControlSet\Services\EventLog\Application\${NAME}"
; SnoreToast 0.7.0 registers itself here, whoever it belongs to (github.com/KDE/snoretoast, src/snoretoasts.cpp).
!define TOAST_KEY "Software\Classes\CLSID\{eb1fdd5b-8f70-4b5a-b230-998a2dc19303}"
!define NOTIFICATION_KEY "Software\Microsoft\Windows\CurrentVersion\Notifications\Settings\${APP_ID}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE French

LangString CannotClose ${LANG_ENGLISH} "${NAME} is still running and could not be closed. Close it, then try again."
LangString CannotClose ${LANG_FRENCH} "${NAME} est encore en cours d’exécution et n’a pas pu être fermé. Fermez-le, puis réessayez."
LangString NeedsAdmin ${LANG_ENGLISH} "Installing for all users needs an administrator."
LangString NeedsAdmin ${LANG_FRENCH} "L’installation pour tous les utilisateurs demande un compte administrateur."
LangString HasMsi ${LANG_ENGLISH} "${NAME} is installed for all users by its MSI already. Update it by a newer MSI, or remove it first:$\r$\n$\r$\nmsiexec /x $0"
LangString HasMsi ${LANG_FRENCH} "${NAME} est déjà installé pour tous les utilisateurs par son fichier MSI. Mettez-le à jour par un MSI plus récent, ou désinstallez-le d’abord :$\r$\n$\r$\nmsiexec /x $0"
LangString KeepSettings ${LANG_ENGLISH} "Keep the settings and the history of checks?"
LangString KeepSettings ${LANG_FRENCH} "Conserver les réglages et l’historique des vérifications ?"

Var allUsers
Var wasRunning
Var isUpgrade

; The folder is always the same: what a user allows or hides in the taskbar hangs on the path of the tray helper, and for
; all users it must be one that users cannot write to.
!macro ChooseFolder
  ${If} $allUsers == 1
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
!macroend

!macro IsAdmin output
  UserInfo::GetAccountType
  Pop ${output}
!macroend

; Ends the tray of every session, and whatever else runs from the folder.
!macro CloseProgram
  StrCpy $wasRunning 0
  ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
    ExecWait '"$INSTDIR\${NAME}.exe" /close' $wasRunning
    ${If} $wasRunning = 1
      MessageBox MB_ICONSTOP "$(CannotClose)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $allUsers 1
    !insertmacro IsAdmin $1
    ${If} $1 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 5
        Quit
      ${EndIf}
      ClearErrors
      ExecShell runas "$EXEPATH" "/AllUsers"
      ${If} ${Errors}
        MessageBox MB_ICONSTOP "$(NeedsAdmin)"
        SetErrorLevel 5
      ${EndIf}
      Quit
    ${EndIf}
    ; Both have the same folder. Whoever deploys the MSI also updates it, and would have to remove two programs otherwise.
    System::Call 'msi::MsiEnumRelatedProductsW(w "${UPGRADE_CODE}", i 0, i 0, w .r0) i .r1'
    ${If} $1 = 0
      MessageBox MB_ICONSTOP "$(HasMsi)" /SD IDOK
      SetErrorLevel 1638
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro ChooseFolder
FunctionEnd

Section
  !insertmacro CloseProgram
  ; What an older version has installed is taken away by its own uninstaller, which alone knows all of it.
  StrCpy $isUpgrade 0
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $isUpgrade 1
    ExecWait '"$INSTDIR\uninstall.exe" /S /Upgrade _?=$INSTDIR'
  ${EndIf}
  SetOutPath $INSTDIR
  File /r "${APP}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe"
  Call NameShortcut

  ; Decided once: on an upgrade, whatever the user has made of it stays.
  ${If} $isUpgrade = 0
    WriteRegStr SHCTX "${RUN_KEY}" "${NAME}" '"$INSTDIR\${NAME}.exe" --autostart'
  ${EndIf}

  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${NAME}.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Publisher "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize ${SIZE}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1

  ; EventCreate.exe, a part of Windows, has a message for every id from 1 to 1000 that is the event's own text.
  ${If} $allUsers == 1
    WriteRegExpandStr HKLM "${EVENT_KEY}" EventMessageFile "%SystemRoot%\System32\EventCreate.exe"
    WriteRegDWORD HKLM "${EVENT_KEY}" TypesSupported 7
  ${EndIf}
SectionEnd

; A person sees the icon at once. A silent installation only brings back what it has closed, and an administrator's tray
; is nobody's: with more rights than the taskbar, it would not hear of a new one.
Function .onInstSuccess
  ${If} $allUsers != 1
    ${IfNot} ${Silent}
    ${OrIf} $wasRunning = 10
      SetOutPath $TEMP
      Exec '"$INSTDIR\${NAME}.exe"'
    ${EndIf}
  ${EndIf}
FunctionEnd

; Notifications are shown for an application that a shortcut of the Start menu names (learn.microsoft.com/windows/win32/
; shell/enable-desktop-toast-with-appusermodelid).
Function NameShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\${NAME}.lnk",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'Oleaut32::SysAllocString(w "${APP_ID}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,p r3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        System::Free $4
        System::Free $5
        System::Call 'Oleaut32::SysFreeString(p r3)'
        ${IUnknown::Release} $2 ""
      ${EndIf}
      ${IPersistFile::Save} $1 '("$SMPROGRAMS\${NAME}.lnk",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Function un.onInit
  StrCpy $allUsers 0
  ${If} $INSTDIR == "$PROGRAMFILES64\${NAME}"
    StrCpy $allUsers 1
    !insertmacro IsAdmin $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ExecShell runas "$INSTDIR\uninstall.exe"
      ${EndIf}
      SetErrorLevel 5
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro ChooseFolder
FunctionEnd

Section Uninstall
  ${GetParameters} $0
  !insertmacro CloseProgram
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir $INSTDIR
  Delete "$SMPROGRAMS\${NAME}.lnk"

  ClearErrors
  ${GetOptions} $0 "/Upgrade" $1
  ${If} ${Errors}
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    DeleteRegKey /ifempty SHCTX "Software\Microsoft\Windows\CurrentVersion\Uninstall"
    DeleteRegValue SHCTX "${RUN_KEY}" "${NAME}"
    DeleteRegValue SHCTX "${APPROVED_KEY}" "${NAME}"
    ; The menu writes the user's own.
    DeleteRegValue HKCU "${RUN_KEY}" "${NAME}"
    DeleteRegValue HKCU "${APPROVED_KEY}" "${NAME}"
    DeleteRegKey HKCU "${NOTIFICATION_KEY}"
    ReadRegStr $1 HKCU "${TOAST_KEY}\LocalServer32" ""
    ${If} $1 == "$INSTDIR\snoretoast-x64.exe"
      DeleteRegKey HKCU "${TOAST_KEY}"
      DeleteRegKey /ifempty HKCU "Software\Classes\CLSID"
    ${EndIf}
    ${If} $allUsers == 1
      DeleteRegKey HKLM "${EVENT_KEY}"
    ${EndIf}
    ClearErrors
    ${GetOptions} $0 "/KeepSettings" $1
    ${If} ${Errors}
      MessageBox MB_YESNO|MB_DEFBUTTON2 "$(KeepSettings)" /SD IDNO IDYES kept
      ; Only of the user who uninstalls: to delete in other users' folders with more rights than theirs is to be led
      ; anywhere by a link that they have put there.
      SetShellVarContext current
      RMDir /r "$LOCALAPPDATA\${NAME}"
      kept:
    ${EndIf}
    SetShellVarContext current
    RMDir "$LOCALAPPDATA\Programs"
  ${EndIf}
SectionEnd

; To delete its own file, an uninstaller runs from a copy in the folder for temporary files. NSIS has that one deleted when
; Windows starts again, which only an administrator may ask for: so it goes a few seconds after its end.
Function un.onUninstSuccess
  ${If} $EXEDIR != $INSTDIR
    SetOutPath $TEMP
    ExecShell open "$SYSDIR\cmd.exe" '/d /c ping -n 3 127.0.0.1 >nul & del "$EXEPATH" & rd "$EXEDIR"' SW_HIDE
  ${EndIf}
FunctionEnd
