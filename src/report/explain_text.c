/* explain_text.c - a payee's month in words. */
#include "explain_inside.h"
#include "page.h"

Text explain_payee_text(const Explaining *explaining)
{
    Buffer out = {.arena = explaining->arena};
    return buffer_result(&out);
}
