        /// <summary>Reads a text message of the socket.</summary>
        /// <param name="text">The message. It may be null.</param>
        /// <returns>The exception, with status 0; null if it has no code at the place where errors have theirs.</returns>
        public static CatalogueException DecodeFrame(string text)
        {
            Wire.Response response = Wire.Response.Read(0, null, text);
            return response.Code == null ? null : response.ToException();
        }

