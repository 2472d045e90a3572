/* Where Rust's library asks Windows for random bytes. Debian 12's wine does not have it yet, so under test the question is passed on
   to what that wine has. No package contains this. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return RtlGenRandom(bytes, (ULONG)length);
}
