Target amd64-unicode
; SPDX-License-Identifier: GPL-3.0-or-later
; The installer of the bundle. The script "bundle" calls makensis with
;   VERSION, SIZE (KiB), ICON, OUTPUT   what they say
;   LISTS    folder of install.nsh and uninstall.nsh: each file by its name, so that the
;            uninstaller can never remove what it did not bring
;   HELPER   path-entry.exe, which knows how to change PATH
;
; Switches, for administrators:
;   /S           says and asks nothing
;   /ALLUSERS    for everyone on this computer; needs the rights of an administrator
;   /NOPATH      leaves PATH alone
;   /D=FOLDER    installs there; has to be the last, without quotes
; of uninstall.exe:
;   /S           says and asks nothing
;   /SETTINGS    removes the settings of this user, too
; Exit codes: those of Windows, as below.

Unicode true
SetCompressor /SOLID lzma

!include MUI2.nsh
!include nsDialogs.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define PUBLISHER "The Slotwatch project"
!define ADDRESS "https://github.com/slotwatch/slotwatch"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Slotwatch"
!define SETTINGS_KEY "Software\GSettings\io\github\slotwatch"
!define ERROR_SHARING_VIOLATION 32
!define ERROR_INSTALL_FAILURE 1603
!define ERROR_ELEVATION_REQUIRED 740
!define ERROR_OLD_WIN_VERSION 1150

Name "Slotwatch"
OutFile "${OUTPUT}"
BrandingText "Slotwatch ${VERSION}"
RequestExecutionLevel user    ; asks for more only where a person wants it for everyone
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow
AutoCloseWindow true    ; the last page says that it is done

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro VERSION_TEXTS LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} ProductName "Slotwatch"
  VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} CompanyName "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "GPL-3.0-or-later"
  VIAddVersionKey /LANG=${LANGUAGE} FileDescription "${DESCRIPTION}"
!macroend

Var Scope          ; "user" or "machine"
Var HasFolder      ; 1 if the caller named a folder
Var WantsPath      ; 1 if mailslot shall be in PATH
Var OldFolder      ; where this scope has a Slotwatch already
Var ForMachine
Var ForPath
Var ForStart
Var WantsSettingsRemoved
Var ForSettings

; --- Pages -----------------------------------------------------------------------------------

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING

Page custom ShowOptions LeaveOptions
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
Page custom ShowFinish LeaveFinish

UninstPage custom un.ShowOptions un.LeaveOptions
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro TEXT NAME ENGLISH CHINESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
!macroend
!insertmacro VERSION_TEXTS ${LANG_ENGLISH} "Slotwatch installer"
!insertmacro VERSION_TEXTS ${LANG_SIMPCHINESE} "Slotwatch 安装程序"

!insertmacro TEXT Description "Watches Windows mailslots" "实时查看 Windows 邮槽"
!insertmacro TEXT OptionsTitle "Install Slotwatch ${VERSION}" "安装 Slotwatch ${VERSION}"
!insertmacro TEXT OptionsSubtitle "Watch Windows mailslots live, and send test messages to them." \
  "实时查看 Windows 邮槽，并向其发送测试消息。"
!insertmacro TEXT ForWhom "Install for:" "安装给："
!insertmacro TEXT OnlyMe "Only me" "仅自己"
!insertmacro TEXT Everyone "Everyone on this computer (needs an administrator)" \
  "这台计算机上的所有用户（需要管理员权限）"
!insertmacro TEXT ForTerminals "For the terminal:" "命令行："
!insertmacro TEXT AddToPath "Make the command “mailslot” available in every folder (PATH)" \
  "在任何文件夹中都可使用 mailslot 命令（加入 PATH）"
!insertmacro TEXT NeedsWindows10 "Slotwatch needs Windows 10 or newer." \
  "Slotwatch 需要 Windows 10 或更新版本。"
!insertmacro TEXT IsRunning "Slotwatch is running. Close its windows, and end “mailslot” in the terminals; then choose Retry." \
  "Slotwatch 正在运行。请关闭其窗口并结束终端中的 mailslot，然后选择“重试”。"
!insertmacro TEXT OldStays "The Slotwatch in $OldFolder could not be removed." \
  "无法删除位于 $OldFolder 的 Slotwatch。"
!insertmacro TEXT PathStays "PATH could not be changed (error $1). To call mailslot from every folder, add $INSTDIR\cmd to PATH yourself." \
  "无法修改 PATH（错误 $1）。若要在任何文件夹中使用 mailslot，请自行把 $INSTDIR\cmd 加入 PATH。"
!insertmacro TEXT FinishTitle "Slotwatch is installed" "Slotwatch 已安装"
!insertmacro TEXT FinishText "You find it in the Start menu. In a terminal opened from now on, “mailslot --help” tells what the command does." \
  "可从“开始”菜单启动。在新打开的终端中，可用 mailslot --help 了解命令行程序。"
!insertmacro TEXT StartNow "Start Slotwatch now" "立即启动 Slotwatch"
!insertmacro TEXT UninstallTitle "Uninstall Slotwatch ${VERSION}" "卸载 Slotwatch ${VERSION}"
!insertmacro TEXT UninstallSubtitle "The programs are removed from this computer." \
  "将从这台计算机中删除程序。"
!insertmacro TEXT UninstallFrom "Slotwatch is removed from this folder, with its entries in the Start menu and in PATH:" \
  "将删除以下文件夹中的 Slotwatch，以及“开始”菜单和 PATH 中的对应项："
!insertmacro TEXT RemoveSettings "Remove my settings and the messages that I sent last, too" \
  "同时删除我的设置和最近发送的消息"

; --- What both programs do -------------------------------------------------------------------

; Writing to a file that runs is denied. CheckRunning: folder on the stack.
!macro CHECK_RUNNING PREFIX
  Function ${PREFIX}IsInUse    ; file on the stack; leaves 1 or 0 there
    Exch $0
    Push $1
    StrCpy $1 0
    ${If} ${FileExists} "$0"
      ClearErrors
      FileOpen $1 "$0" a
      ${If} ${Errors}
        StrCpy $1 1
      ${Else}
        FileClose $1
        StrCpy $1 0
      ${EndIf}
    ${EndIf}
    StrCpy $0 $1
    Pop $1
    Exch $0
  FunctionEnd

  Function ${PREFIX}RefuseRunning    ; folder on the stack
    Exch $0
    Push $1
    Push $2
    ${Do}
      StrCpy $2 0
      Push "$0\bin\slotwatch.exe"
      Call ${PREFIX}IsInUse
      Pop $1
      IntOp $2 $2 + $1
      Push "$0\bin\mailslot.exe"
      Call ${PREFIX}IsInUse
      Pop $1
      IntOp $2 $2 + $1
      ${If} $2 = 0
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDCANCEL`
        SetErrorLevel ${ERROR_SHARING_VIOLATION}
        Quit
      ${EndIf}
    ${Loop}
    Pop $2
    Pop $1
    Pop $0
  FunctionEnd

  ; "1" if this process may write for every user.
  Function ${PREFIX}IsAdministrator
    UserInfo::GetAccountType
    Exch $0
    ${If} $0 == "Admin"
      StrCpy $0 1
    ${Else}
      StrCpy $0 0
    ${EndIf}
    Exch $0
  FunctionEnd

  Function ${PREFIX}UseScope
    ${If} $Scope == "machine"
      SetShellVarContext all
    ${Else}
      SetShellVarContext current
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro CHECK_RUNNING ""
!insertmacro CHECK_RUNNING "un."

; --- Installing ------------------------------------------------------------------------------

; Where this scope has a Slotwatch, and where it goes if nobody says otherwise.
Function ChooseFolder
  Call UseScope
  ReadRegStr $OldFolder SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $HasFolder = 1
    Return
  ${EndIf}
  ${If} $OldFolder != ""
    StrCpy $INSTDIR $OldFolder
  ${ElseIf} $Scope == "machine"
    StrCpy $INSTDIR "$PROGRAMFILES64\Slotwatch"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Slotwatch"
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows10)" /SD IDOK
    SetErrorLevel ${ERROR_OLD_WIN_VERSION}
    Quit
  ${EndIf}

  StrCpy $HasFolder 0
  ${If} $INSTDIR != ""
    StrCpy $HasFolder 1
  ${EndIf}
  StrCpy $Scope "user"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "machine"
    Call IsAdministrator
    Pop $1
    ${If} $1 = 0
      SetErrorLevel ${ERROR_ELEVATION_REQUIRED}
      Quit
    ${EndIf}
  ${EndIf}
  StrCpy $WantsPath 1
  ClearErrors
  ${GetOptions} $0 "/NOPATH" $1
  ${IfNot} ${Errors}
    StrCpy $WantsPath 0
  ${EndIf}
  Call ChooseFolder
FunctionEnd

Function ShowOptions
  ${If} $Scope == "machine"
    Abort    ; chosen in the instance without the rights, which has called this one
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(OptionsTitle)" "$(OptionsSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 4u 100% 10u "$(ForWhom)"
  Pop $0
  ${NSD_CreateRadioButton} 8u 18u -8u 12u "$(OnlyMe)"
  Pop $0
  ${NSD_Check} $0
  ${NSD_CreateRadioButton} 8u 32u -8u 12u "$(Everyone)"
  Pop $ForMachine
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} $OldFolder == ""
    ${NSD_Uncheck} $0
    ${NSD_Check} $ForMachine
  ${EndIf}
  ${NSD_CreateLabel} 0 58u 100% 10u "$(ForTerminals)"
  Pop $0
  ${NSD_CreateCheckBox} 8u 72u -8u 12u "$(AddToPath)"
  Pop $ForPath
  ${If} $WantsPath = 1
    ${NSD_Check} $ForPath
  ${EndIf}
  nsDialogs::Show
FunctionEnd

; Whoever wants it for everyone and may not, is asked by Windows, and goes on in a new window.
Function LeaveOptions
  ${NSD_GetState} $ForPath $WantsPath
  ${NSD_GetState} $ForMachine $0
  StrCpy $Scope "user"
  ${If} $0 = 1
    Call IsAdministrator
    Pop $0
    ${If} $0 = 0
      StrCpy $1 "/ALLUSERS"
      ${If} $WantsPath = 0
        StrCpy $1 "$1 /NOPATH"
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$EXEPATH" "$1"
      ${If} ${Errors}
        Abort    ; refused: the page stays
      ${EndIf}
      Quit
    ${EndIf}
    StrCpy $Scope "machine"
  ${EndIf}
  Call ChooseFolder
FunctionEnd

; Of the same scope. Its files are removed by the one who knows them; settings stay.
Function RemoveOldVersion
  ${If} $OldFolder == ""
  ${OrIfNot} ${FileExists} "$OldFolder\uninstall.exe"
    Return
  ${EndIf}
  ExecWait '"$OldFolder\uninstall.exe" /S _?=$OldFolder' $0
  ${If} $0 <> 0
    MessageBox MB_OK|MB_ICONSTOP "$(OldStays)" /SD IDOK
    SetErrorLevel ${ERROR_INSTALL_FAILURE}
    Quit
  ${EndIf}
  ; It runs, so it cannot remove itself.
  Delete "$OldFolder\uninstall.exe"
  RMDir "$OldFolder"
FunctionEnd

Function RegisterUninstaller
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Slotwatch"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\bin\slotwatch.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "URLInfoAbout" "${ADDRESS}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

Function AddToPath
  InitPluginsDir
  File "/oname=$PLUGINSDIR\path-entry.exe" "${HELPER}"
  ExecWait '"$PLUGINSDIR\path-entry.exe" add $Scope "$INSTDIR\cmd"' $1
  ${If} $1 <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(PathStays)" /SD IDOK
  ${EndIf}
FunctionEnd

Section
  Call UseScope
  Push $OldFolder
  Call RefuseRunning
  Push $INSTDIR
  Call RefuseRunning
  Call RemoveOldVersion

  ClearErrors
  !include "${LISTS}/install.nsh"
  ${If} ${Errors}
    SetErrorLevel ${ERROR_INSTALL_FAILURE}
    Abort
  ${EndIf}
  Call RegisterUninstaller
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\Slotwatch.lnk" "$INSTDIR\bin\slotwatch.exe" "" "" "" "" "" "$(Description)"
  ${If} $WantsPath = 1
    Call AddToPath
  ${EndIf}
SectionEnd

Function ShowFinish
  !insertmacro MUI_HEADER_TEXT "$(FinishTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 4u 100% 28u "$(FinishText)"
  Pop $0
  ${NSD_CreateCheckBox} 0 40u 100% 12u "$(StartNow)"
  Pop $ForStart
  ${NSD_Check} $ForStart
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^CloseBtn)"
  ; Everything is done: neither back nor cancel.
  GetDlgItem $0 $HWNDPARENT 3
  ShowWindow $0 ${SW_HIDE}
  GetDlgItem $0 $HWNDPARENT 2
  ShowWindow $0 ${SW_HIDE}
  nsDialogs::Show
FunctionEnd

; By the desktop where this program has more rights than the person.
Function LeaveFinish
  ${NSD_GetState} $ForStart $0
  ${If} $0 <> 1
    Return
  ${EndIf}
  ${If} $Scope == "machine"
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\bin\slotwatch.exe"'
  ${Else}
    Exec '"$INSTDIR\bin\slotwatch.exe"'
  ${EndIf}
FunctionEnd

; --- Uninstalling ----------------------------------------------------------------------------

Function un.onInit
  StrCpy $Scope "user"
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "machine"
    Call un.IsAdministrator
    Pop $0
    ${If} $0 = 0
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${EndIf}
      SetErrorLevel ${ERROR_ELEVATION_REQUIRED}
      Quit
    ${EndIf}
  ${EndIf}
  Call un.UseScope

  StrCpy $WantsSettingsRemoved 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/SETTINGS" $1
  ${IfNot} ${Errors}
    StrCpy $WantsSettingsRemoved 1
  ${EndIf}
FunctionEnd

Function un.ShowOptions
  !insertmacro MUI_HEADER_TEXT "$(UninstallTitle)" "$(UninstallSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 4u 100% 18u "$(UninstallFrom)"
  Pop $0
  ${NSD_CreateText} 0 26u 100% 12u "$INSTDIR"
  Pop $0
  SendMessage $0 ${EM_SETREADONLY} 1 0
  ${NSD_CreateCheckBox} 0 52u 100% 12u "$(RemoveSettings)"
  Pop $ForSettings
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.LeaveOptions
  ${NSD_GetState} $ForSettings $WantsSettingsRemoved
FunctionEnd

; Of the person who uninstalls. What others keep below the same keys stays.
Function un.RemoveSettings
  DeleteRegKey HKCU "${SETTINGS_KEY}"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "Software\GSettings\io\github"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "Software\GSettings\io"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "Software\GSettings"
  SetShellVarContext current
  Delete "$LOCALAPPDATA\slotwatch\sent.jsonl"
  RMDir "$LOCALAPPDATA\slotwatch"
  Call un.UseScope
FunctionEnd

; From the list of programs last: what fails in between can be tried again.
Section Uninstall
  SetAutoClose false
  Push $INSTDIR
  Call un.RefuseRunning
  ${If} $WantsSettingsRemoved = 1
    Call un.RemoveSettings
  ${EndIf}
  InitPluginsDir
  File "/oname=$PLUGINSDIR\path-entry.exe" "${HELPER}"
  ExecWait '"$PLUGINSDIR\path-entry.exe" remove $Scope "$INSTDIR\cmd"'
  Delete "$SMPROGRAMS\Slotwatch.lnk"
  SetOutPath "$TEMP"
  !include "${LISTS}/uninstall.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
SectionEnd
