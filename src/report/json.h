/* json.h - JSON as it is written: commas, indents and escapes are this file's. Private to the room.
 *
 * Members of an object go by name, of an array with name NULL. Numbers that must stay exact,
 * amounts above all, are texts. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "attain/buffer.h"

#define JSON_DEPTH_MAX 16

typedef struct Json {
    Buffer out;
    int depth;
    bool filled[JSON_DEPTH_MAX];     /* the object or array at this depth has a member */
} Json;

void json_quoted(Buffer *out, Text text);            /* a text and its quotes alone */

void json_object(Json *json, const char *name);      /* until json_end */
void json_array(Json *json, const char *name);
void json_end(Json *json, char bracket);             /* '}' or ']' */
void json_text(Json *json, const char *name, Text text);
void json_integer(Json *json, const char *name, int64_t integer);
void json_flag(Json *json, const char *name, bool flag);
void json_null(Json *json, const char *name);
void json_ratio(Json *json, const char *name, Ratio ratio);      /* "3/2" */
void json_money(Json *json, const char *name, Money money, int digits);  /* "12.34" */
void json_day(Json *json, const char *name, Day day);            /* null for none, or open */
void json_document(Json *json, const char *name, Text document);     /* as this file wrote it */
void json_month(Json *json, const char *name, Month month);

#endif
