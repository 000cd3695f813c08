
// Deprecated codes are still read.
#pragma warning disable 612, 618
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
