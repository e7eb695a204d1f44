/* zip.h - the parts of a zip file, as a workbook is one. Private to the room; knows no library. */
#ifndef ATTAIN_ZIP_H
#define ATTAIN_ZIP_H

#include "attain/text.h"

#define ZIP_STORED 0u
#define ZIP_DEFLATED 8u

typedef struct ZipPart {
    Text packed;                     /* within the file's bytes */
    uint32_t method;                 /* ZIP_STORED, ZIP_DEFLATED, or another that nobody uses */
    uint64_t size;                   /* unpacked */
} ZipPart;

/* Whether the zip's directory is there, which is written last. */
bool zip_is_whole(Text file);
/* False: there is no such part, or it does not lie in the file. */
MUST_USE bool zip_part(Text file, Text name, ZipPart *out);

#endif
