        /// <summary>Reads a text message of the socket.</summary>
        /// <param name="text">The message. It may be null.</param>
        /// <returns>The exception, whose status is 0; null where it has no code in the place where errors have theirs.</returns>
        public static CatalogueException DecodeFrame(string text)
        {
            Wire.Response response = Wire.Response.Read(0, null, text);
            return response.Code == null ? null : response.ToException();
        }

