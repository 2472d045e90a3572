; The installer for Windows: for everybody who uses the computer, silent with /S, and nothing is downloaded.
;
; scripts/package.sh calls makensis with VERSION (1.2.3), FILES (a folder with all that is installed), ICON, OUTPUT and, where files
; are signed, SIGN (a program that signs the file it is given).
;
; Exit codes, for software deployment: 0 done; 1 the person changed their mind; 2 failed; 740 administrator's rights are needed;
; 1150 this Windows is too old; 1618 Throughcare is open on this computer: try again later.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel admin
ManifestSupportedOS Win10
ManifestDPIAware true
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define NAME "Throughcare"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
; Microsoft's own: where the WebView2 Runtime says that it is there, and in which version.
!define WEBVIEW2 "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\${NAME}"
InstallDirRegKey HKLM "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "CompanyName" "${NAME}"
VIAddVersionKey "LegalCopyright" "Copyright (c) 2026 The Throughcare maintainers"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "setup.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Throughcare is installed for everybody who uses this computer. Each person's records stay in their own account, and nothing leaves the computer.$\r$\n$\r$\nClose Throughcare, if it is open, before you go on."
!define MUI_UNCONFIRMPAGE_TEXT_TOP "The program is taken away. The records of everybody who used it here stay, encrypted, in their own accounts (AppData\Local\Throughcare)."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
; No offer to start the program: it would run with the rights, and in the account, of whoever installed it.
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

; Stops with an exit code that deployment tools know, and with words if somebody is there to read them.
!macro Refuse CODE WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs cannot be replaced: Windows refuses to open its file for writing.
!macro StopWhileRunning PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Throughcare is open on this computer, perhaps in somebody else's session. Close it, then try again." /SD IDCANCEL IDCANCEL`
        SetErrorLevel 1618
        Quit
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

!macro Begin
  SetRegView 64
  SetShellVarContext all
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    !insertmacro Refuse 740 "Throughcare is installed for everybody who uses this computer. That needs an administrator's rights."
  ${EndIf}
!macroend

Function .onInit
  !insertmacro Begin
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse 1150 "Throughcare needs Windows 10 or later."
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro Begin
FunctionEnd

; Says so if there is nothing to show the window with. It may be installed afterwards; the program says the same until then.
Function SayIfWebView2IsMissing
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW2}" "pv"
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\${WEBVIEW2}" "pv"
  ${EndIf}
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    DetailPrint "Microsoft's WebView2 Runtime is not on this computer. Throughcare's window needs it."
    MessageBox MB_OK|MB_ICONEXCLAMATION "Throughcare is installed, but its window cannot open yet: Microsoft's WebView2 Runtime is not on this computer.$\r$\n$\r$\nInstall the WebView2 Evergreen Runtime (standalone installer) from Microsoft. This setup downloads nothing." /SD IDOK
  ${EndIf}
FunctionEnd

Section "Throughcare"
  !insertmacro StopWhileRunning "throughcare.exe"
  !insertmacro StopWhileRunning "throughcare-cli.exe"

  SetOutPath "$INSTDIR"
  SetOverwrite on
  File "${FILES}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\throughcare.exe" "" "$INSTDIR\throughcare.exe" 0 SW_SHOWNORMAL "" "Custody casework"

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegStr HKLM "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayIcon" "$INSTDIR\throughcare.exe"
  WriteRegStr HKLM "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr HKLM "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegDWORD HKLM "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL}" "NoRepair" 1

  Call SayIfWebView2IsMissing
SectionEnd

Section "Uninstall"
  !insertmacro StopWhileRunning "throughcare.exe"
  !insertmacro StopWhileRunning "throughcare-cli.exe"

  Delete "$SMPROGRAMS\${NAME}.lnk"
  ; By name, and the folder only if it is empty then: it may have been one that holds other things.
  Delete "$INSTDIR\throughcare.exe"
  Delete "$INSTDIR\throughcare-cli.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\licence.txt"
  Delete "$INSTDIR\third-party-licences.txt"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${UNINSTALL}"
SectionEnd
