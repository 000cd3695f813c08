    /// <summary>What a client does after a WebSocket was closed.</summary>
    public enum Reconnect
    {
        /// <summary>Stay closed.</summary>
        Never,

        /// <summary>Connect again after the delay of the retry policy.</summary>
        Backoff,

        /// <summary>Connect again at once.</summary>
        Immediately,
    }

    /// <summary>A close code of the WebSocket.</summary>
    public sealed class CloseCode
    {
        //CLOSE CODES
        private CloseCode(int code, string meaning, string action, Reconnect reconnect)
        {
            Code = code;
            Meaning = meaning;
            Action = action;
            Reconnect = reconnect;
        }

        /// <summary>The number, as on the wire.</summary>
        public int Code { get; private set; }

        /// <summary>What it means.</summary>
        public string Meaning { get; private set; }

        /// <summary>What a user should do; null where the catalogue does not say.</summary>
        public string Action { get; private set; }

        /// <summary>What a client should do.</summary>
        public Reconnect Reconnect { get; private set; }

        /// <summary>All close codes of the catalogue.</summary>
        public static IReadOnlyList<CloseCode> All { get { return all; } }

        /// <summary>What the catalogue says of a close code.</summary>
        /// <param name="code">The number, as on the wire.</param>
        /// <returns>Null where the catalogue does not list it.</returns>
        public static CloseCode Find(int code)
        {
            return Array.Find(all, known => known.Code == code);
        }

        /// <summary>How long to wait before connecting again.</summary>
        /// <param name="retry">The number of the attempt to connect again, counted from 0.</param>
        /// <returns>The delay; null where the client should stay closed.</returns>
        public TimeSpan? ReconnectDelay(int retry)
        {
            return ReconnectDelay(retry, Wire.Chance());
        }

        /// <summary>How long to wait before connecting again, with a chance that the caller has drawn.</summary>
        /// <param name="retry">The number of the attempt to connect again, counted from 0.</param>
        /// <param name="chance">A number from 0 to 1; the larger, the shorter the delay.</param>
        /// <returns>The delay; null where the client should stay closed.</returns>
        public TimeSpan? ReconnectDelay(int retry, double chance)
        {
            switch (Reconnect)
            {
                case Reconnect.Backoff: return RetryPolicy.Delay(retry, chance);
                case Reconnect.Immediately: return TimeSpan.Zero;
                default: return null;
            }
        }
    }
